using System.Text.Json;

namespace Composite.Sandbox.Tests.Dukpt;

/// <summary>The vectors beside this file; see their README for the source.</summary>
internal sealed record DukptVectors(
    string Bdk, string InitialKeyId, string InitialKey, PinVector PinBlockFormat4, IReadOnlyList<TransactionVector> Transactions)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static DukptVectors Load()
    {
        using Stream stream = typeof(DukptVectors).Assembly.GetManifestResourceStream("aes-dukpt-aes128.json")!;
        return JsonSerializer.Deserialize<DukptVectors>(stream, Web)!;
    }
}

internal sealed record PinVector(string Pin, string PinField, string Pan, string PanField);

/// <summary>One counter; the later ones give the derivation key only.</summary>
internal sealed record TransactionVector(
    string Ksn, string DerivationKey, string? PinKey, string? MacGenerationKey, string? DataEncryptionKey, string? EncryptedPinBlock);
