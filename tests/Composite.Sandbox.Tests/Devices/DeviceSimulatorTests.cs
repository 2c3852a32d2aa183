using System.Net;
using System.Text;
using System.Text.Json;
using Composite.Domain.Devices;
using Composite.Iso8583.Tlv;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Keys;
using Composite.Sandbox.Sweep;

namespace Composite.Sandbox.Tests.Devices;

public sealed class DeviceSimulatorTests : IDisposable
{
    private const string DeviceId = "01890a5d-ac96-774b-bcce-b302099a8057";

    private readonly CanaryRegister _canaries = new();
    private readonly DecryptionZone _zone;
    private readonly StubServer _attestation = new((_, _) => StubServer.Json(HttpStatusCode.OK, """{"token":"a.b.c"}"""));
    private readonly List<DeviceSimulator> _devices = [];

    public DeviceSimulatorTests() => _zone = new DecryptionZone(DecryptionZone.NewKey(), _canaries);

    public void Dispose()
    {
        foreach (DeviceSimulator device in _devices)
            device.Dispose();
        _attestation.Dispose();
    }

    [Fact]
    public async Task PrepareAsync_WithPin_EncryptsWhatTheZoneDecrypts()
    {
        using JsonDocument body = await PrepareAsync(Device(), new Purchase(12_34) { Card = TestCard.Mastercard, Pin = TestCard.Pin });

        string ksn = Text(body, "ksn");
        Assert.Equal(TestCard.Mastercard.Pan, _zone.DecryptAccount(ksn, body.RootElement.GetProperty("accountData").GetBytesFromBase64())?.Pan);
        Assert.Equal(TestCard.Pin, _zone.DecryptPin(ksn, body.RootElement.GetProperty("pinBlock").GetBytesFromBase64(), TestCard.Mastercard.Pan));
        Assert.Equal("onlinePin", Text(body, "cvm"));
    }

    [Fact]
    public async Task PrepareAsync_Any_HoldsNothingInClear()
    {
        TestCard.Register(_canaries);

        PreparedPayment payment = await Device().PrepareAsync(new Purchase(1_00) { Pin = TestCard.Pin }, CancellationToken.None);

        using JsonDocument body = JsonDocument.Parse(payment.Body);
        Assert.IsType<EmvInspection.Clean>(EmvData.Inspect(body.RootElement.GetProperty("emv").GetBytesFromBase64()));
        CardDataSweep sweep = new(_canaries.All());
        sweep.Look("the body", new MemoryStream(payment.Body.ToArray()));
        Assert.Empty(sweep.Report.Leaks);
    }

    [Fact]
    public async Task PrepareAsync_WithPin_IsAttestedForTheCardAndThenForThePin()
    {
        using JsonDocument body = await PrepareAsync(Device(), new Purchase(1_00) { Pin = TestCard.Pin });

        string id = Text(body, "paymentId");
        Assert.Equal([AttestationNonce.Card(id), AttestationNonce.Pin(id)], _attestation.Requests.Select(NonceOf));
        Assert.Equal('7', id[14]);
    }

    [Fact]
    public async Task PrepareAsync_AttestedForAnotherPayment_AsksForThat()
    {
        await Device().PrepareAsync(new Purchase(1_00) { AttestedPaymentId = "other" }, CancellationToken.None);

        Assert.Equal(AttestationNonce.Card("other"), NonceOf(_attestation.Requests[0]));
    }

    [Fact]
    public async Task PrepareAsync_ServiceRefuses_SaysThatItIsUnavailable()
    {
        StubServer refusing = new((_, _) => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));

        using JsonDocument body = await PrepareAsync(Device(refusing), new Purchase(1_00));

        Assert.True(body.RootElement.GetProperty("attestation").GetProperty("unavailable").GetBoolean());
        Assert.False(body.RootElement.GetProperty("attestation").TryGetProperty("token", out _));
    }

    [Fact]
    public async Task PrepareAsync_TwoPayments_UseTwoKeys()
    {
        DeviceSimulator device = Device();

        using JsonDocument first = await PrepareAsync(device, new Purchase(1_00));
        using JsonDocument second = await PrepareAsync(device, new Purchase(1_00));

        Assert.EndsWith("00000001", Text(first, "ksn"), StringComparison.Ordinal);
        Assert.EndsWith("00000002", Text(second, "ksn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrepareAsync_ReplayingItsKey_SendsTheSameCiphertextUnderANewId()
    {
        DeviceSimulator device = Device();

        using JsonDocument first = await PrepareAsync(device, new Purchase(1_00));
        using JsonDocument second = await PrepareAsync(device, new Purchase(1_00) { ReplaysKey = true });

        Assert.Equal(Text(first, "ksn"), Text(second, "ksn"));
        Assert.Equal(Text(first, "accountData"), Text(second, "accountData"));
        Assert.NotEqual(Text(first, "paymentId"), Text(second, "paymentId"));
    }

    private static string NonceOf((HttpRequestMessage Request, byte[] Body) request)
    {
        using JsonDocument body = JsonDocument.Parse(request.Body);
        return Text(body, "nonce");
    }

    private static string Text(JsonDocument body, string member) => body.RootElement.GetProperty(member).GetString()!;

    private static async Task<JsonDocument> PrepareAsync(DeviceSimulator device, Purchase purchase) =>
        JsonDocument.Parse((await device.PrepareAsync(purchase, CancellationToken.None)).Body);

    private DeviceSimulator Device(StubServer? attestation = null)
    {
        DeviceIdentity identity = new()
        {
            DeviceId = DeviceId,
            Tid = "SBXN0001",
            SdkComponentId = "sdk",
            AttestationServiceId = "service",
            InitialKeyId = 0x0123456789ABCDEF,
            SdkVersion = "3.2.1",
            Platform = new DevicePlatform("android", "15", new DateOnly(2026, 6, 5), "Sample Phone 1"),
            Application = new ApplicationIdentity("com.example.pos", new string('a', 64), "1.4.0"),
        };
        StubServer composite = new((_, _) => StubServer.Json(HttpStatusCode.OK, Encoding.UTF8.GetString("{}"u8)));
        DeviceSimulator device = new(identity, composite.Client, (attestation ?? _attestation).Client, _zone.InitialKey(identity.InitialKeyId), _canaries, TimeProvider.System);
        _devices.Add(device);
        return device;
    }
}
