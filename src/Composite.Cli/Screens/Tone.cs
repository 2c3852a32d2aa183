namespace Composite.Cli.Screens;

/// <summary>What a text's colour says beside its words; never the only carrier.</summary>
internal enum Tone
{
    Plain,
    Strong,
    Faint,
    Good,
    Careful,
    Bad,
}

/// <summary>The tones of the words that the API uses for statuses, outcomes and findings.</summary>
internal static class Tones
{
    public static Tone Of(string word) => word.ToUpperInvariant() switch
    {
        "ACTIVE" or "APPROVED" or "PASSED" or "AFFIRMING" or "INFORCE" or "ALLOW" or "OK" or "MET" or "COUNTS" or "USABLE" or "GOESON" => Tone.Good,
        "FAILED" or "REFUSED" or "REFUSE" or "DECLINED" or "BLOCKED" or "REVOKED" or "EXPIRED" or "CONTRAINDICATED" or "SUSPENDED" or "WITHDRAWN" or "NOTMET" or "OVERDUE" or "STOPS"
            or "CRYPTOEXPIRED" => Tone.Bad,
        "UNKNOWN" or "SUBMITTED" or "REVERSING" or "REVERSALPARKED" or "WARNING" or "WARN" or "WARNED" or "RESTRICTED" or "EXPIRING" or "CRYPTOEXPIRING" or "NOTYETINFORCE" or "CHECKPOINTOVERDUE"
            or "CHECKPOINTLAPSED" or "INREMEDIATION" or "VOIDING" or "DUE" or "NOTASSESSED" or "OUT OF DATE" => Tone.Careful,
        "N.A." or "DECOMMISSIONED" or "NOTAPPLICABLE" => Tone.Faint,
        _ => Tone.Plain,
    };

    /// <summary>The escape sequence (ECMA-48, select graphic rendition) that begins the tone; empty for plain text.</summary>
    public static string Begin(this Tone tone) => tone switch
    {
        Tone.Strong => "\e[1m",
        Tone.Faint => "\e[2m",
        Tone.Good => "\e[32m",
        Tone.Careful => "\e[33m",
        Tone.Bad => "\e[31m",
        _ => string.Empty,
    };
}
