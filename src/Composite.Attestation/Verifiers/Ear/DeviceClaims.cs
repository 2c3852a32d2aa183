using System.Buffers;
using Composite.Domain.Devices;

namespace Composite.Attestation.Verifiers.Ear;

/// <summary>The members of our extension claim <see cref="EarProfile.DeviceClaim"/>: what the gate compares with listing, baseline and registration.</summary>
internal ref struct DeviceClaims
{
    private const string Path = EarProfile.DeviceClaim;
    private const int Sha256HexLength = 64;

    // The longest package name that Android and Apple stores take.
    private const int MaxPackageNameLength = 255;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private string? _os, _osVersion, _model, _packageName, _certificateSha256, _version;
    private DateOnly? _patchLevel;

    public string? DeviceId { get; private set; }

    public string? SdkVersion { get; private set; }

    public void Read(ref ClaimReader claims)
    {
        if (!claims.Enter(Path))
            return;
        while (claims.NextMember())
        {
            if (claims.Is("deviceId"u8)) DeviceId = claims.Text(Path + ".deviceId", AttestationNonce.MaxIdLength);
            else if (claims.Is("sdkVersion"u8)) SdkVersion = claims.Text(Path + ".sdkVersion", EarProfile.MaxNameLength);
            else if (claims.Is("platform"u8)) ReadPlatform(ref claims);
            else if (claims.Is("application"u8)) ReadApplication(ref claims);
            else claims.Skip();
        }
    }

    public readonly string? FirstMissing()
    {
        if (DeviceId is null) return Path + ".deviceId";
        if (SdkVersion is null) return Path + ".sdkVersion";
        if (_os is null) return Path + ".platform.os";
        if (_osVersion is null) return Path + ".platform.osVersion";
        if (_patchLevel is null) return Path + ".platform.patchLevel";
        if (_model is null) return Path + ".platform.model";
        if (_packageName is null) return Path + ".application.packageName";
        if (_certificateSha256 is null) return Path + ".application.certificateSha256";
        return _version is null ? Path + ".application.version" : null;
    }

    public readonly DevicePlatform Platform() => new(_os!, _osVersion!, _patchLevel!.Value, _model!);

    public readonly ApplicationIdentity Application() => new(_packageName!, _certificateSha256!, _version!);

    private void ReadPlatform(ref ClaimReader claims)
    {
        if (!claims.Enter(Path + ".platform"))
            return;
        while (claims.NextMember())
        {
            if (claims.Is("os"u8)) _os = claims.Text(Path + ".platform.os", EarProfile.MaxNameLength);
            else if (claims.Is("osVersion"u8)) _osVersion = claims.Text(Path + ".platform.osVersion", EarProfile.MaxNameLength);
            else if (claims.Is("patchLevel"u8)) _patchLevel = claims.Date(Path + ".platform.patchLevel");
            else if (claims.Is("model"u8)) _model = claims.Text(Path + ".platform.model", EarProfile.MaxNameLength);
            else claims.Skip();
        }
    }

    private void ReadApplication(ref ClaimReader claims)
    {
        if (!claims.Enter(Path + ".application"))
            return;
        while (claims.NextMember())
        {
            if (claims.Is("packageName"u8)) _packageName = claims.Text(Path + ".application.packageName", MaxPackageNameLength);
            else if (claims.Is("certificateSha256"u8)) _certificateSha256 = ReadDigest(ref claims);
            else if (claims.Is("version"u8)) _version = claims.Text(Path + ".application.version", EarProfile.MaxNameLength);
            else claims.Skip();
        }
    }

    private static string? ReadDigest(ref ClaimReader claims)
    {
        const string path = Path + ".application.certificateSha256";
        if (claims.Text(path, Sha256HexLength, Sha256HexLength) is not { } digest)
            return null;
        return digest.AsSpan().ContainsAnyExcept(HexDigits)
            ? claims.Invalid(path, "it is not 64 hexadecimal digits")
            : digest.ToLowerInvariant();
    }
}
