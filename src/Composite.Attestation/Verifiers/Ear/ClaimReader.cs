using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Composite.Domain.Ports;

namespace Composite.Attestation.Verifiers.Ear;

/// <summary>Reads members of JSON objects whose shape <see cref="JsonShape"/> has accepted; the first fault ends all reading.</summary>
internal ref struct ClaimReader
{
    // The last second that a DateTimeOffset can hold: 9999-12-31T23:59:59Z.
    private const long MaxSeconds = 253_402_300_799;

    // C0, DEL and C1: what a log or a terminal would act on.
    private static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl)]);

    private Utf8JsonReader _json;

    public ClaimReader(ReadOnlySpan<byte> json)
    {
        _json = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = EarProfile.MaxDepth });
        _json.Read();
    }

    /// <summary>The first thing found wrong.</summary>
    public AttestationVerdict.NotAppraised? Fault { get; private set; }

    /// <summary>Moves to the next member's name of the current object; false at its end or after a fault.</summary>
    public bool NextMember() => Fault is null && _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    public readonly bool Is(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    /// <summary>The current member's name. Allocates.</summary>
    public readonly string Name() => _json.GetString()!;

    /// <summary>Passes over the current member's value, as a receiver must do with claims that it does not know.</summary>
    public void Skip()
    {
        _json.Read();
        _json.Skip();
    }

    /// <summary>Goes into the current member's value, which must be an object.</summary>
    public bool Enter(string path) => Expect(JsonTokenType.StartObject, path, "it is not an object");

    /// <summary>A text of the given length in characters, without control characters.</summary>
    public string? Text(string path, int maxLength = EarProfile.MaxTextLength, int minLength = 1)
    {
        if (!Expect(JsonTokenType.String, path, "it is not a text"))
            return null;

        string text = _json.GetString()!;
        if (text.Length < minLength || text.Length > maxLength)
            return Invalid(path, $"it has {text.Length} characters, not {minLength} to {maxLength}");
        return text.AsSpan().ContainsAny(ControlCharacters) ? Invalid(path, "it holds a control character") : text;
    }

    /// <summary>A list of exactly one text.</summary>
    public string? OnlyText(string path)
    {
        if (!Expect(JsonTokenType.StartArray, path, "it is not a list"))
            return null;

        string? text = Text(path);
        return text is null || Expect(JsonTokenType.EndArray, path, "it holds more than one text") ? text : null;
    }

    /// <summary>Whole seconds since 1970; RFC 9711, 4.3.1 forbids fractions.</summary>
    public DateTimeOffset? Time(string path)
    {
        if (Whole(path, 0, MaxSeconds) is { } seconds)
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        return null;
    }

    public long? Whole(string path, long min, long max)
    {
        if (!Expect(JsonTokenType.Number, path, "it is not a number"))
            return null;
        if (_json.TryGetInt64(out long value) && value >= min && value <= max)
            return value;
        Invalid(path, $"it is not a whole number from {min} to {max}");
        return null;
    }

    /// <summary>A date as yyyy-MM-dd.</summary>
    public DateOnly? Date(string path)
    {
        if (Text(path, maxLength: 10, minLength: 10) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
            return date;
        Invalid(path, "it is not a date as yyyy-MM-dd");
        return null;
    }

    /// <summary>Records a claim with a value that won't do. Returns null for the caller to pass on.</summary>
    public string? Invalid(string path, string reason) => Refuse(AttestationDefect.InvalidClaim, path, reason);

    public string? Refuse(AttestationDefect defect, string path, string reason)
    {
        Fault ??= new AttestationVerdict.NotAppraised(
            defect, path, reason, "Report it to the attestation service: its token is not what the profile describes.");
        return null;
    }

    private bool Expect(JsonTokenType type, string path, string otherwise)
    {
        _json.Read();
        if (_json.TokenType == type)
            return true;
        Invalid(path, otherwise);
        return false;
    }
}
