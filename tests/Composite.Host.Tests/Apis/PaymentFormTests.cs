using System.Net;
using System.Text.Json.Nodes;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Apis;

[Collection(SharedHost.Name)]
public sealed class PaymentFormTests : IDisposable
{
    private readonly TestHost _host;
    private readonly HttpClient _client;
    private readonly TestDevice _device;

    public PaymentFormTests(TestHost host)
    {
        _host = host.Anew();
        _client = host.CreateClient();
        _device = new TestDevice(host).Enrolled();
    }

    public static TheoryData<string, string?, string, string> Faults => new()
    {
        { "paymentId", "\"0199a0b2-7c00-4000-8000-000000000001\"", "invalid-id", "paymentId" },
        { "paymentId", "\"0199A0B2-7C00-7000-8000-000000000001\"", "invalid-id", "paymentId" },
        { "amountMinor", "0", "range", "amountMinor" },
        { "amountMinor", "1000000000000", "range", "amountMinor" },
        { "currency", "\"EUX\"", "unknown-currency", "currency" },
        { "scheme", "\"Visa!\"", "invalid-id", "scheme" },
        { "maskedPan", "\"411111*1111\"", "invalid-format", "maskedPan" },
        { "maskedPan", "\"411111**********1111\"", "invalid-format", "maskedPan" },
        { "maskedPan", "\"4111111*****1111\"", "invalid-format", "maskedPan" },
        { "ksn", "\"0123456789abcdef00000001\"", "invalid-format", "ksn" },
        { "accountData", "\"\"", "size", "accountData" },
        { "accountData", $"\"{Convert.ToBase64String(new byte[1025])}\"", "size", "accountData" },
        { "pinBlock", $"\"{Convert.ToBase64String(new byte[16])}\"", "pin-block", "pinBlock" },
        { "cvm", "\"onlinePin\"", "pin-block", "pinBlock" },
        { "emv", $"\"{Convert.ToBase64String(new byte[1025])}\"", "size", "emv" },
        { "emv", $"\"{Convert.ToBase64String([0x9F])}\"", "invalid-format", "emv" },
        { "emv", $"\"{Convert.ToBase64String([0x5A, 0x01, 0x11])}\"", "clear-account-data", "emv" },
        { "emv", $"\"{Convert.ToBase64String([0x70, 0x04, 0x5F, 0x24, 0x01, 0x11])}\"", "clear-account-data", "emv" },
        { "attestation", "{}", "attestation", "attestation" },
        { "attestation", "{\"token\":\"t\",\"unavailable\":true}", "attestation", "attestation" },
        { "pinAttestation", "{\"token\":\"t\"}", "pin-attestation", "pinAttestation" },
        { "amountMinor", "\"1250\"", "invalid-value", "amountMinor" },
        { "amountMinor", null, "missing", "amountMinor" },
        { "entryMode", "\"telepathy\"", "invalid-value", "entryMode" },
        { "amuontMinor", "1", "unknown-member", "amuontMinor" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Pay_OneFault_IsRefusedWithItsField(string member, string? value, string code, string field)
    {
        JsonObject body = Payments.Good();
        if (value is null) body.Remove(member);
        else body[member] = JsonNode.Parse(value);
        Problem problem = await PayAsync(body.ToJsonString());
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (problem.Status, problem.Code));
        Assert.Contains((code, field), problem.Errors);
    }

    [Fact]
    public async Task Pay_SeveralFaults_AreAllNamed()
    {
        JsonObject body = Payments.Good();
        (body["amountMinor"], body["currency"], body["ksn"], body["maskedPan"]) = (0, "XX", "no", "no");
        Problem problem = await PayAsync(body.ToJsonString());
        Assert.Equal(["amountMinor", "currency", "maskedPan", "ksn"], problem.Errors.Select(e => e.Field));
    }

    [Fact]
    public async Task Pay_SeveralMembersMissingAndUnknown_AreAllNamed()
    {
        Problem problem = await PayAsync("""{"paymentId":"x","amount":1,"pan":"x"}""");
        Assert.Contains(("unknown-member", "amount"), problem.Errors);
        Assert.Contains(("unknown-member", "pan"), problem.Errors);
        Assert.Contains(("missing", "amountMinor"), problem.Errors);
        Assert.Contains(("missing", "attestation"), problem.Errors);
    }

    [Theory]
    [InlineData("scheme", Payments.CanaryPan)]
    [InlineData("scheme", "pan 4111 1111-1111 1111 of")]
    [InlineData("maskedPan", Payments.CanaryPan)]
    [InlineData("note", Payments.CanaryPan)]
    [InlineData(Payments.CanaryPan, "x")]
    [InlineData("currency", "\\u0034111111111111111")]
    public async Task Pay_CardNumberInClear_IsRefusedAndNotEchoed(string member, string value)
    {
        string body = Payments.Good().ToJsonString();
        body = body[..^1] + $",\"{member}\":\"{value}\"}}";
        await AssertTrippedAsync(body);
    }

    [Fact]
    public async Task Pay_CardNumberAsANumber_IsRefusedAndNotEchoed() => await AssertTrippedAsync(Payments.With("amountMinor", long.Parse(Payments.CanaryPan, System.Globalization.CultureInfo.InvariantCulture)).ToJsonString());

    [Fact]
    public async Task Pay_AccountDataThatWasNeverEncrypted_IsRefused() =>
        await AssertTrippedAsync(Payments.With("accountData", Convert.ToBase64String("4111111111111111=30122010"u8)).ToJsonString());

    public void Dispose()
    {
        _client.Dispose();
        _device.Dispose();
    }

    private async Task AssertTrippedAsync(string body)
    {
        Problem problem = await PayAsync(body);
        Assert.Equal((HttpStatusCode.BadRequest, "clear-account-data"), (problem.Status, problem.Code));
        Assert.DoesNotContain("1111", problem.Text, StringComparison.Ordinal);
        _host.Device.VerifyNoOtherCalls();
    }

    private async Task<Problem> PayAsync(string body)
    {
        using HttpResponseMessage response = await _client.SendAsync(_device.Signed(HttpMethod.Post, "/v1/device/payments", body));
        return await Problem.OfAsync(response);
    }
}
