namespace Composite.Host.Signatures;

/// <summary>The parameters of a signature (RFC 9421, 2.3): exactly created, nonce, keyid and alg, in any order.</summary>
internal struct SignatureParameters
{
    // The last second that a DateTimeOffset can hold.
    private const long MaxCreated = 253_402_300_799;

    private bool _hasCreated, _hasAlgorithm;

    public DateTimeOffset Created { get; private set; }

    public string? Nonce { get; private set; }

    public string? KeyId { get; private set; }

    /// <summary>Reads to the field's end; null when all four are there and well-formed.</summary>
    public SignatureError? Read(ref StructuredFieldReader reader, string remedy)
    {
        while (reader.TryRead(";"))
        {
            if (!reader.TryReadKey(out ReadOnlySpan<char> name) || !reader.TryRead("="))
                return new(SignatureDefect.Malformed, SignatureProfile.SignatureInputField, "a parameter is not a name, an equals sign and a value", remedy);
            if (ReadOne(ref reader, name) is { } fault)
                return new(fault.Defect, fault.Field, fault.Reason, remedy);
        }

        if (!reader.AtEnd)
            return new(SignatureDefect.Malformed, SignatureProfile.SignatureInputField, "something follows the parameters, such as another signature", remedy);

        string? missing = !_hasCreated ? "created" : Nonce is null ? "nonce" : KeyId is null ? "keyid" : !_hasAlgorithm ? "alg" : null;
        return missing is null ? null : new(SignatureDefect.ParameterMissing, missing, "the parameter is absent", remedy);
    }

    private (SignatureDefect Defect, string Field, string Reason)? ReadOne(ref StructuredFieldReader reader, ReadOnlySpan<char> name) => name switch
    {
        "created" => ReadCreated(ref reader),
        "nonce" => ReadNonce(ref reader),
        "keyid" => ReadKeyId(ref reader),
        "alg" => ReadAlgorithm(ref reader),
        _ => (SignatureDefect.ParameterUnknown, SignatureProfile.SignatureInputField, "a parameter is none of created, nonce, keyid and alg"),
    };

    private (SignatureDefect, string, string)? ReadCreated(ref StructuredFieldReader reader)
    {
        if (_hasCreated)
            return Repeated("created");
        if (!reader.TryReadInteger(out long seconds) || seconds > MaxCreated)
            return (SignatureDefect.ParameterInvalid, "created", "it is not a whole number of seconds since 1970");
        Created = DateTimeOffset.FromUnixTimeSeconds(seconds);
        _hasCreated = true;
        return null;
    }

    private (SignatureDefect, string, string)? ReadNonce(ref StructuredFieldReader reader)
    {
        if (Nonce is not null)
            return Repeated("nonce");
        if (!reader.TryReadString(out ReadOnlySpan<char> text) || !SignatureProfile.IsNonce(text))
            return (SignatureDefect.ParameterInvalid, "nonce", $"it is not {SignatureProfile.MinNonceLength} to {SignatureProfile.MaxNonceLength} characters of base64url in quotes");
        Nonce = text.ToString();
        return null;
    }

    private (SignatureDefect, string, string)? ReadKeyId(ref StructuredFieldReader reader)
    {
        if (KeyId is not null)
            return Repeated("keyid");
        if (!reader.TryReadString(out ReadOnlySpan<char> text) || !SignatureProfile.IsKeyId(text))
            return (SignatureDefect.ParameterInvalid, "keyid", $"it is not a device's id in quotes, 1 to {SignatureProfile.MaxKeyIdLength} letters, digits and -_.:");
        KeyId = text.ToString();
        return null;
    }

    private (SignatureDefect, string, string)? ReadAlgorithm(ref StructuredFieldReader reader)
    {
        if (_hasAlgorithm)
            return Repeated("alg");
        if (!reader.TryReadString(out ReadOnlySpan<char> text) || !text.SequenceEqual(SignatureProfile.Algorithm))
            return (SignatureDefect.ParameterInvalid, "alg", $"it is not {SignatureProfile.Algorithm} in quotes");
        _hasAlgorithm = true;
        return null;
    }

    private static (SignatureDefect, string, string) Repeated(string name) =>
        (SignatureDefect.ParameterRepeated, name, "the parameter is given twice");
}
