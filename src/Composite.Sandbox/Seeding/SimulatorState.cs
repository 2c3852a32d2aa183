using System.Security.Cryptography;
using System.Text.Json;
using Composite.Sandbox.Keys;

namespace Composite.Sandbox.Seeding;

/// <summary>What the simulated parties must still have at a next start over the same data: their keys and the staff's credentials. Composite has none of it.</summary>
internal sealed record SimulatorState
{
    public const string AttestationKeyId = "sample-key-1";

    public required byte[] BaseDerivationKey { get; init; }

    /// <summary>PKCS #8.</summary>
    public required byte[] AttestationKey { get; init; }

    public string? AdministratorCredential { get; init; }

    public string? StaffCredential { get; init; }

    /// <summary>Numbers given to devices so far; a device's keys end with the process, its number is not given again.</summary>
    public int Devices { get; init; }

    public static SimulatorState New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SimulatorState { BaseDerivationKey = DecryptionZone.NewKey(), AttestationKey = key.ExportPkcs8PrivateKey() };
    }

    /// <summary>What was saved; null when nothing was.</summary>
    /// <exception cref="JsonException">The file is damaged.</exception>
    public static SimulatorState? Load(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<SimulatorState>(File.ReadAllBytes(path), WireJson.Options) : null;

    public void Save(string path) => PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Options));

    public ECDsa ImportAttestationKey()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(AttestationKey, out _);
        return key;
    }
}
