using Xunit;

namespace Composite.Domain.Tests;

/// <summary>What every decision must keep to, and the words for asserting it.</summary>
internal static class Refusals
{
    public static IReadOnlyList<IEvent> Accepted(this Decision decision) =>
        Assert.IsType<Decision.Accepted>(decision).Events;

    public static T AcceptedOne<T>(this Decision decision) => Assert.IsType<T>(Assert.Single(decision.Accepted()));

    /// <summary>Why it was refused.</summary>
    public static IReadOnlyList<Problem> Problems(this Decision decision) => Assert.IsType<Decision.Rejected>(decision).Problems;

    /// <summary>Refused with exactly these (code, field) pairs, each with a reason and a remedy.</summary>
    public static void Refused(this Decision decision, params string[] codesAndFields)
    {
        Decision.Rejected rejected = Assert.IsType<Decision.Rejected>(decision);
        Assert.All(rejected.Problems, problem => Assert.All((string[])[problem.Code, problem.Field, problem.Reason, problem.Remedy], text => Assert.False(string.IsNullOrWhiteSpace(text))));
        Assert.Equal(codesAndFields.Order(), rejected.Problems.Select(p => $"{p.Code} {p.Field}").Distinct().Order());
    }
}
