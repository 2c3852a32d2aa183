using Composite.Domain.Devices;
using Composite.Domain.Ports;

namespace Composite.Attestation.Verifiers.Ear;

/// <summary>Turns the claims of a token whose signature holds into an <see cref="AttestationResult"/>, or says what is wrong with them.</summary>
internal ref struct EarClaims
{
    private ClaimReader _claims;
    private DeviceClaims _device;
    private string? _profile, _developer, _build, _nonce, _innerNonce, _policyId;
    private DateTimeOffset? _issuedAt, _expiresAt, _notBefore;
    private AttestationStatus? _status, _overallStatus;
    private AttestationStatus _worstInVector;
    private bool _hasSubmodule;

    private EarClaims(ReadOnlySpan<byte> json) => _claims = new ClaimReader(json);

    /// <summary>Reads claims that <see cref="JsonShape"/> has accepted.</summary>
    public static AttestationVerdict Read(ReadOnlySpan<byte> json, string keyId)
    {
        var claims = new EarClaims(json);
        claims.ReadTop();
        claims.RequireAll();
        claims.RequireAgreement();
        return claims._claims.Fault is { } fault
            ? fault
            : new AttestationVerdict.Appraised(claims.Result(keyId));
    }

    private void ReadTop()
    {
        while (_claims.NextMember())
        {
            if (_claims.Is("eat_profile"u8)) ReadProfile();
            else if (_claims.Is("iat"u8)) _issuedAt = _claims.Time("iat");
            else if (_claims.Is("exp"u8)) _expiresAt = _claims.Time("exp");
            else if (_claims.Is("nbf"u8)) _notBefore = _claims.Time("nbf");
            else if (_claims.Is("eat_nonce"u8)) _nonce = ReadNonce("eat_nonce");
            else if (_claims.Is("ear_status"u8)) _overallStatus = ReadStatus("ear_status");
            else if (_claims.Is("ear_verifier_id"u8)) ReadVerifier();
            else if (_claims.Is("submods"u8)) ReadSubmodules();
            else if (_claims.Is("composite.device"u8)) _device.Read(ref _claims);
            else _claims.Skip();
        }
    }

    private void ReadProfile()
    {
        _profile = _claims.Text("eat_profile");
        if (_profile is not null && _profile != EarProfile.ProfileUri)
            _claims.Refuse(AttestationDefect.WrongProfile, "eat_profile", $"it is not {EarProfile.ProfileUri}");
    }

    private string? ReadNonce(string path) => _claims.Text(path, AttestationNonce.MaxLength, AttestationNonce.MinLength);

    private void ReadVerifier()
    {
        if (!_claims.Enter("ear_verifier_id"))
            return;
        while (_claims.NextMember())
        {
            if (_claims.Is("developer"u8)) _developer = _claims.Text("ear_verifier_id.developer");
            else if (_claims.Is("build"u8)) _build = _claims.Text("ear_verifier_id.build");
            else _claims.Skip();
        }
    }

    private void ReadSubmodules()
    {
        if (!_claims.Enter("submods"))
            return;
        while (_claims.NextMember())
        {
            if (_claims.Is("cots"u8))
                ReadAppraisal();
            else
                // To pass over an attester that we can't judge would be to call it good.
                _claims.Refuse(AttestationDefect.WrongProfile, "submods", $"it appraises something else than {EarProfile.Submodule}");
        }
    }

    private void ReadAppraisal()
    {
        _hasSubmodule = true;
        if (!_claims.Enter("submods.cots"))
            return;
        while (_claims.NextMember())
        {
            if (_claims.Is("ear_status"u8)) _status = ReadStatus("submods.cots.ear_status");
            else if (_claims.Is("ear_trustworthiness_vector"u8)) ReadVector();
            else if (_claims.Is("ear_appraisal_policy_ids"u8)) _policyId = _claims.OnlyText("submods.cots.ear_appraisal_policy_ids");
            else if (_claims.Is("eat_nonce"u8)) _innerNonce = ReadNonce("submods.cots.eat_nonce");
            else _claims.Skip();
        }
    }

    private AttestationStatus? ReadStatus(string path)
    {
        switch (_claims.Text(path))
        {
            case "affirming": return AttestationStatus.Affirming;
            case "warning": return AttestationStatus.Warning;
            case "contraindicated": return AttestationStatus.Contraindicated;
            case "none": return AttestationStatus.None;
            case null: return null;
            default:
                _claims.Invalid(path, "it is not affirming, warning, contraindicated or none");
                return null;
        }
    }

    private void ReadVector()
    {
        const string path = "submods.cots.ear_trustworthiness_vector";
        if (!_claims.Enter(path))
            return;
        while (_claims.NextMember())
        {
            AttestationStatus tier = Tier(_claims.Whole(path, sbyte.MinValue, sbyte.MaxValue) ?? 0);
            if (tier > _worstInVector)
                _worstInVector = tier;
        }
    }

    /// <summary>The tier of one trustworthiness claim: draft-ietf-rats-ar4si.</summary>
    private static AttestationStatus Tier(long value) => value switch
    {
        >= -1 and <= 1 => AttestationStatus.None,
        >= -32 and <= 31 => AttestationStatus.Affirming,
        >= -96 and <= 95 => AttestationStatus.Warning,
        _ => AttestationStatus.Contraindicated,
    };

    private void RequireAll()
    {
        Require(_profile is not null, "eat_profile");
        Require(_issuedAt is not null, "iat");
        Require(_nonce is not null, "eat_nonce");
        Require(_developer is not null, "ear_verifier_id.developer");
        Require(_build is not null, "ear_verifier_id.build");
        Require(_hasSubmodule, "submods.cots");
        Require(_status is not null, "submods.cots.ear_status");
        Require(_policyId is not null, "submods.cots.ear_appraisal_policy_ids");
        if (_device.FirstMissing() is { } missing)
            Require(false, missing);
    }

    private void Require(bool present, string path)
    {
        if (!present)
            _claims.Refuse(AttestationDefect.MissingClaim, path, "the claim is absent");
    }

    private void RequireAgreement()
    {
        if (_overallStatus is { } overall && overall != _status)
            Contradiction("ear_status", "the overall status is not that of the only submodule");

        // The draft: a status is never of a higher trust than the worst claim of the vector.
        if (_status is AttestationStatus.Affirming or AttestationStatus.Warning && _worstInVector > _status)
            Contradiction("submods.cots.ear_status", "the status is better than the worst claim of the trustworthiness vector");
        if (_innerNonce is not null && _innerNonce != _nonce)
            Contradiction("submods.cots.eat_nonce", "the submodule is bound to another nonce");
        if (_expiresAt <= _issuedAt)
            Contradiction("exp", "it ends before it begins");
        if (_notBefore > _issuedAt)
            Contradiction("nbf", "it begins after it was issued");
    }

    private void Contradiction(string path, string reason) => _claims.Refuse(AttestationDefect.Contradiction, path, reason);

    private readonly AttestationResult Result(string keyId) => new()
    {
        VerifierId = _developer!,
        VerifierBuild = _build!,
        KeyId = keyId,
        IssuedAt = _issuedAt!.Value,
        ExpiresAt = _expiresAt,
        Status = _status!.Value,
        Nonce = _nonce!,
        PolicyId = _policyId!,
        DeviceId = _device.DeviceId!,
        Platform = _device.Platform(),
        SdkVersion = _device.SdkVersion!,
        Application = _device.Application(),
    };
}
