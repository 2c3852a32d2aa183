using System.Diagnostics.CodeAnalysis;
using Composite.Attestation.Keys;

namespace Composite.Host.Signatures;

/// <summary>Reads the fields Signature-Input and Signature (RFC 9421, 4) as far as our profile lets them vary.</summary>
public static class RequestSignature
{
    private const string Remedy =
        "Sign as the profile describes: sig=(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\")" +
        ";created=…;nonce=\"…\";keyid=\"…\";alg=\"ecdsa-p256-sha256\".";

    /// <summary>Reads both fields. Each must have come as one line; see <see cref="HeaderLines"/>.</summary>
    public static bool TryParse(
        string? signatureInput,
        string? signature,
        [NotNullWhen(true)] out ParsedSignature? parsed,
        [NotNullWhen(false)] out SignatureError? error)
    {
        parsed = null;
        var bytes = new byte[P256PublicKey.SignatureLength];
        error = FirstUnreadable(signatureInput, SignatureProfile.SignatureInputField, SignatureProfile.MaxSignatureInputLength)
            ?? FirstUnreadable(signature, SignatureProfile.SignatureField, SignatureProfile.MaxSignatureLength)
            ?? ReadSignature(signature, bytes);
        if (error is not null)
            return false;

        var reader = new StructuredFieldReader(signatureInput);
        if (!reader.TryRead(SignatureProfile.Label + "="))
        {
            error = Malformed(SignatureProfile.SignatureInputField, $"it is not one signature of the label {SignatureProfile.Label}");
            return false;
        }

        int start = reader.Position;
        var components = new SignatureComponent[SignatureProfile.Components.Length];
        SignatureParameters parameters = default;
        error = ReadComponents(ref reader, components) ?? parameters.Read(ref reader, Remedy);
        if (error is not null)
            return false;

        parsed = new ParsedSignature(
            components, signatureInput.AsMemory(start), bytes, parameters.Created, parameters.Nonce!, parameters.KeyId!);
        return true;
    }

    private static SignatureError? FirstUnreadable([NotNull] string? value, string field, int maxLength)
    {
        if (string.IsNullOrEmpty(value))
        {
            value = "";
            return new(SignatureDefect.FieldMissing, field, "the field is absent", Remedy);
        }

        return value.Length > maxLength
            ? new(SignatureDefect.TooLarge, field, $"it is longer than {maxLength} characters", Remedy)
            : null;
    }

    private static SignatureError? ReadSignature(ReadOnlySpan<char> signature, Span<byte> bytes)
    {
        var reader = new StructuredFieldReader(signature);
        return reader.TryRead(SignatureProfile.Label + "=") && reader.TryReadBytes(bytes) && reader.AtEnd
            ? null
            : Malformed(SignatureProfile.SignatureField, $"it is not one signature of {P256PublicKey.SignatureLength} bytes, {SignatureProfile.Label}=:…: with padded base64");
    }

    private static SignatureError? ReadComponents(ref StructuredFieldReader reader, Span<SignatureComponent> components)
    {
        if (!reader.TryRead("("))
            return Malformed(SignatureProfile.SignatureInputField, "the label is not followed by a list of components in brackets");

        // No bound on the count is needed: each known component may come once, and the first unknown one ends the list.
        int seen = 0, count = 0;
        while (!reader.TryRead(")"))
        {
            if ((count > 0 && !reader.TryRead(" ")) || !reader.TryReadString(out ReadOnlySpan<char> name) || reader.TryRead(";"))
                return Malformed(SignatureProfile.SignatureInputField, "the components are not plain names in quotes, one space between each");
            if (Find(name) is not { } component)
                return new(SignatureDefect.ComponentUnknown, SignatureProfile.SignatureInputField, "it covers a component that the profile does not know", Remedy);
            if ((seen & (1 << (int)component)) != 0)
                return new(SignatureDefect.ComponentRepeated, SignatureProfile.NameOf(component), "the component is listed twice", Remedy);

            seen |= 1 << (int)component;
            components[count++] = component;
        }

        foreach (SignatureComponent needed in SignatureProfile.Components)
        {
            if ((seen & (1 << (int)needed)) == 0)
                return new(SignatureDefect.ComponentMissing, SignatureProfile.NameOf(needed), "the component is not covered", Remedy);
        }

        return null;
    }

    private static SignatureComponent? Find(ReadOnlySpan<char> name)
    {
        foreach (SignatureComponent component in SignatureProfile.Components)
        {
            if (name.SequenceEqual(SignatureProfile.NameOf(component)))
                return component;
        }

        return null;
    }

    private static SignatureError Malformed(string field, string reason) => new(SignatureDefect.Malformed, field, reason, Remedy);
}
