using Composite.Cli.Payments;
using Xunit;

namespace Composite.Cli.Tests;

public sealed class OutcomeTests
{
    [Theory]
    [InlineData("approved", "", "approved")]
    [InlineData("notSent", "", "notSent")]
    [InlineData("submitted", "", "unknown")]
    [InlineData("reversing", "timeout", "unknown")]
    [InlineData("reversing", "void", "voiding")]
    [InlineData("reversed", "interrupted", "reversed")]
    [InlineData("reversed", "void", "voided")]
    [InlineData("reversalParked", "void", "unknown")]
    [InlineData("settled", "", "settled")]
    public void Outcome_OfAStatus_IsTheDeviceApisWord(string status, string reversalReason, string outcome) => Assert.Equal(outcome, PaymentOutcome.Of(status, reversalReason));
}
