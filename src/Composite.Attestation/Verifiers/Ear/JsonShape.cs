using System.Text.Json;
using System.Text.Unicode;
using Composite.Domain.Ports;

namespace Composite.Attestation.Verifiers.Ear;

/// <summary>The first walk over a token's JSON, so that the second may take it as well-formed and unambiguous.</summary>
/// <remarks>
/// Two readers that disagree about a duplicate name would disagree about what was signed, so no name may occur twice in any
/// object, known or not; and names may not be written with escapes, which would hide a duplicate from a reader that
/// compares bytes.
/// </remarks>
internal static class JsonShape
{
    /// <summary>Null when the JSON is one object, well-formed, within the profile's bounds and without duplicates.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="part">What to call it in a reason: header or claims.</param>
    /// <param name="malformed">The defect to report when it is not well-formed.</param>
    public static AttestationVerdict.NotAppraised? FirstDefect(ReadOnlySpan<byte> utf8, string part, AttestationDefect malformed)
    {
        if (!Utf8.IsValid(utf8))
            return Refuse(malformed, part, "it is not UTF-8");
        try
        {
            return Walk(utf8, part, malformed);
        }
        catch (JsonException)
        {
            // The reader's own message quotes the content, which has no place in a log.
            return Refuse(malformed, part, $"it is not well-formed JSON of at most {EarProfile.MaxDepth} levels");
        }
        catch (InvalidOperationException)
        {
            return Refuse(malformed, part, "a text holds half of a surrogate pair");
        }
    }

    private static AttestationVerdict.NotAppraised? Walk(ReadOnlySpan<byte> utf8, string part, AttestationDefect malformed)
    {
        Span<Member> members = stackalloc Member[EarProfile.MaxMembers];
        Span<int> scopes = stackalloc int[EarProfile.MaxDepth + 1];
        int memberCount = 0, scopeCount = 0;
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = EarProfile.MaxDepth });
        while (json.Read())
        {
            if (json.CurrentDepth == 0 && json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
                return Refuse(malformed, part, "it is not an object");

            switch (json.TokenType)
            {
                case JsonTokenType.StartObject:
                    scopes[json.CurrentDepth] = ++scopeCount;
                    break;
                case JsonTokenType.PropertyName when json.ValueIsEscaped:
                    return Refuse(malformed, part, "a name is written with escapes");
                case JsonTokenType.PropertyName when memberCount == members.Length:
                    return Refuse(malformed, part, $"it has more than {EarProfile.MaxMembers} members");
                case JsonTokenType.PropertyName:
                    // A name's depth is that of its object's inside, one below the brace.
                    var member = new Member(scopes[json.CurrentDepth - 1], (int)json.TokenStartIndex + 1, json.ValueSpan.Length);
                    if (IsDuplicate(utf8, members[..memberCount], member))
                        return Duplicate(part, json.GetString()!);
                    members[memberCount++] = member;
                    break;
                case JsonTokenType.String when json.ValueIsEscaped:
                    // Throws on half a surrogate pair; so the claims' reader never meets one.
                    _ = json.GetString();
                    break;
            }
        }

        return null;
    }

    private static bool IsDuplicate(ReadOnlySpan<byte> utf8, ReadOnlySpan<Member> earlier, Member member)
    {
        ReadOnlySpan<byte> name = utf8.Slice(member.Start, member.Length);
        foreach (Member other in earlier)
        {
            if (other.Scope == member.Scope && utf8.Slice(other.Start, other.Length).SequenceEqual(name))
                return true;
        }

        return false;
    }

    private static AttestationVerdict.NotAppraised Duplicate(string part, string name) => new(
        AttestationDefect.DuplicateClaim,
        Printable(name),
        $"the {part} has this name twice in one object",
        "Report it to the attestation service: each name may occur once.");

    private static AttestationVerdict.NotAppraised Refuse(AttestationDefect defect, string part, string reason) =>
        new(defect, part, reason, "Report it to the attestation service: its token is not what the profile describes.");

    private static string Printable(string name) =>
        name.Length <= EarProfile.MaxNameLength && !name.Any(char.IsControl) ? name : "(a name that can't be shown)";

    private readonly record struct Member(int Scope, int Start, int Length);
}
