using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Sandbox.Attestation;
using Composite.Sandbox.Dukpt;
using Composite.Sandbox.Keys;
using Composite.Sandbox.Sweep;
using Currency = Composite.Domain.Payments.Currency;

namespace Composite.Sandbox.Devices;

/// <summary>A software SDK: really enrols, has itself attested, encrypts and signs. Several payments may be under way at once.</summary>
public sealed class DeviceSimulator : IDisposable
{
    private const string Payments = "/v1/device/payments";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly SignedChannel _channel;
    private readonly AttestationClient _attestation;
    private readonly DukptDevice _dukpt;
    private readonly string _keyCheckValue;
    private readonly CanaryRegister _canaries;
    private readonly TimeProvider _time;
    private readonly Lock _encrypting = new();
    private Encrypted? _last;

    /// <param name="identity">Who it is.</param>
    /// <param name="composite">To the device API; the caller has pinned its certificate.</param>
    /// <param name="attestation">To the A&amp;M service.</param>
    /// <param name="initialKey">Its DUKPT key; forgotten after this.</param>
    /// <param name="canaries">Told of every key that is used.</param>
    /// <param name="time">The device's clock.</param>
    public DeviceSimulator(DeviceIdentity identity, HttpClient composite, HttpClient attestation, byte[] initialKey, CanaryRegister canaries, TimeProvider time)
    {
        Identity = identity;
        _canaries = canaries;
        _time = time;
        _channel = new SignedChannel(composite, _key, identity.DeviceId, time);
        _attestation = new AttestationClient(attestation, time);
        _dukpt = new DukptDevice(initialKey, new KeySerialNumber(identity.InitialKeyId, 1));
        _keyCheckValue = KeyCheckValue.Of(initialKey);
        CryptographicOperations.ZeroMemory(initialKey);
    }

    public DeviceIdentity Identity { get; }

    /// <summary>Enrols with the code that the merchant got out of band.</summary>
    /// <exception cref="InvalidOperationException">Composite refused, or the A&amp;M service did not answer; the message says why.</exception>
    public async Task EnrolAsync(string activationCode, CancellationToken cancellationToken)
    {
        Purchase asInstalled = new(0);
        string token = await AppraiseAsync(AttestationNonce.StartUp(Identity.DeviceId), asInstalled, cancellationToken)
            ?? throw new InvalidOperationException("The A&M service did not answer.");
        ECPoint point = _key.ExportParameters(includePrivateParameters: false).Q;
        ActivationMessage message = new(
            Identity.DeviceId, activationCode, new PublicKeyMessage(Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y)),
            Identity.SdkComponentId, Identity.AttestationServiceId, Identity.InitialKeyId.ToString("X16", CultureInfo.InvariantCulture), _keyCheckValue, token);
        DeviceReply reply = await _channel.SendAsync(
            HttpMethod.Post, "/v1/device/activations", JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Options), cancellationToken);
        if (reply.Status != HttpStatusCode.Created)
            throw new InvalidOperationException($"Device {Identity.DeviceId} was not enrolled: {reply.Problem?.ToString() ?? reply.Outcome}");
    }

    /// <summary>A new payment's id.</summary>
    public string NewPaymentId() => Guid.CreateVersion7(_time.GetUtcNow()).ToString();

    /// <summary>Makes a payment and asks until it has a definite answer.</summary>
    public async Task<DeviceReply> PayAsync(Purchase purchase, CancellationToken cancellationToken) =>
        await SendAsync(await PrepareAsync(purchase, cancellationToken), cancellationToken);

    /// <summary>Has itself attested, reads the card, has itself attested again before a PIN, and encrypts: everything but sending.</summary>
    public async Task<PreparedPayment> PrepareAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(purchase);
        string paymentId = NewPaymentId();
        string attested = purchase.AttestedPaymentId ?? paymentId;
        string? card = await AppraiseAsync(AttestationNonce.Card(attested), purchase, cancellationToken);
        string? pin = purchase.Pin is null ? null : await AppraiseAsync(AttestationNonce.Pin(attested), purchase, cancellationToken);
        Encrypted encrypted = Encrypt(purchase);
        Currency.TryGet(purchase.Currency, out Currency? currency);
        PaymentMessage message = new()
        {
            PaymentId = paymentId,
            AmountMinor = purchase.AmountMinor,
            Currency = purchase.Currency,
            EntryMode = purchase.EntryMode,
            Cvm = purchase.Pin is null ? Cvm.None : Cvm.OnlinePin,
            Scheme = purchase.Card.Scheme,
            MaskedPan = purchase.Card.MaskedPan,
            Ksn = encrypted.Ksn.ToString(),
            AccountData = encrypted.AccountData,
            PinBlock = encrypted.PinBlock,
            Emv = ChipData.Of(purchase.Card, purchase.AmountMinor, currency!.Number, encrypted.Ksn.Counter, purchase.Pin is not null, _time.GetUtcNow()),
            Attestation = Evidence(card),
            PinAttestation = purchase.Pin is null ? null : Evidence(pin),
        };
        return new PreparedPayment(paymentId, JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Options));
    }

    /// <summary>Sends a prepared payment and asks with the same id and body until there is a definite answer.</summary>
    public Task<DeviceReply> SendAsync(PreparedPayment payment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return _channel.SendAsync(HttpMethod.Post, Payments, payment.Body, cancellationToken);
    }

    /// <summary>The request of a prepared payment, signed and not sent: for who measures the server and not the device.</summary>
    internal HttpRequestMessage Sign(PreparedPayment payment) => _channel.Request(HttpMethod.Post, Payments, payment.Body, spoilSignature: false);

    /// <summary>Sends any body to the payments' path once, signed, or with a signature that does not fit.</summary>
    public Task<DeviceReply> SendOnceAsync(ReadOnlyMemory<byte> body, bool spoilSignature, CancellationToken cancellationToken) =>
        _channel.SendOnceAsync(HttpMethod.Post, Payments, body, spoilSignature, cancellationToken);

    public Task<DeviceReply> QueryAsync(string paymentId, CancellationToken cancellationToken) =>
        _channel.SendAsync(HttpMethod.Get, $"{Payments}/{paymentId}", default, cancellationToken);

    public Task<DeviceReply> VoidAsync(string paymentId, CancellationToken cancellationToken) =>
        _channel.SendAsync(HttpMethod.Post, $"{Payments}/{paymentId}/void", default, cancellationToken);

    public void Dispose()
    {
        _dukpt.Dispose();
        _channel.Dispose();
    }

    private static EvidenceMessage Evidence(string? token) => token is null ? new EvidenceMessage(null, true) : new EvidenceMessage(token, null);

    private Task<string?> AppraiseAsync(string nonce, Purchase purchase, CancellationToken cancellationToken) => _attestation.AppraiseAsync(
        new AppraisalRequest(Identity.DeviceId, nonce, Identity.Platform, purchase.SdkVersion ?? Identity.SdkVersion, Identity.Application),
        purchase.AttestationTimeout, cancellationToken);

    private Encrypted Encrypt(Purchase purchase)
    {
        lock (_encrypting)
        {
            if (purchase.ReplaysKey)
                return _last ?? throw new InvalidOperationException("There is no payment before this one.");
            if (!_dukpt.TryAdvance(out DukptTransaction? transaction))
                throw new InvalidOperationException("The device's keys are used up.");
            using (transaction)
                return _last = Encrypt(purchase, transaction);
        }
    }

    private Encrypted Encrypt(Purchase purchase, DukptTransaction transaction)
    {
        byte[] dataKey = transaction.WorkingKey(DukptKeyUsage.DataEncryption);
        _canaries.AddKey($"data key {transaction.Ksn}", dataKey);
        byte[] accountData = AccountDataCipher.Encrypt(dataKey, transaction.Ksn, purchase.Card.AccountData);
        if (purchase.Pin is not { } pin)
            return new Encrypted(transaction.Ksn, accountData, null);
        byte[] pinKey = transaction.WorkingKey(DukptKeyUsage.PinEncryption);
        _canaries.AddKey($"PIN key {transaction.Ksn}", pinKey);
        return new Encrypted(transaction.Ksn, accountData, PinBlock.Encipher(pinKey, pin, purchase.Card.Pan));
    }

    private sealed record Encrypted(KeySerialNumber Ksn, byte[] AccountData, byte[]? PinBlock);
}
