using System.Text.RegularExpressions;
using Composite.Domain.Components;
using Composite.Domain.Payments;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Masking;
using Composite.Iso8583.Tlv;

namespace Composite.Acquirers.Dialects;

/// <summary>Finds everything that is wrong with a dialect, so that it is mended in one go and not by the first payment.</summary>
internal static partial class DialectValidation
{
    /// <summary>Most characters of the fields that match, or that are compared.</summary>
    public const int MaxListLength = 120;

    // PAN, expiry, extended PAN, tracks and the eight-byte PIN block: no clear account data leaves, and PIN blocks have sixteen bytes.
    private static readonly FieldSet CardData = FieldSet.Of(2, 14, 34, 35, 36, 45, 52);

    private static readonly FieldSet Standard = FieldSet.Of(
        DataElement.ProcessingCode, DataElement.Amount, DataElement.TransmissionTime, DataElement.Stan, DataElement.LocalTime,
        DataElement.LocalDate, DataElement.AuthorizationCode, DataElement.ResponseCode, DataElement.NetworkCode);

    public static IReadOnlyList<string> Problems(Dialect dialect) =>
    [
        .. General(dialect),
        .. dialect.Framing.Problems().Select(problem => $"Framing: {problem}"),
        .. Types(dialect),
        .. Placement(dialect),
        .. Fixed(dialect, nameof(dialect.MatchFields), dialect.MatchFields),
        .. Fixed(dialect, nameof(dialect.NetworkMatchFields), dialect.NetworkMatchFields),
        .. Fixed(dialect, nameof(dialect.EchoedFields), dialect.EchoedFields),
        .. Codes(dialect),
        .. Tags(dialect),
    ];

    private static IEnumerable<string> General(Dialect dialect)
    {
        if (!NamePattern().IsMatch(dialect.Name))
            yield return "Name: needs 1 to 64 lower case letters, digits and hyphens";
        if (dialect.Connections is < 1 or > Dialect.MaxConnections)
            yield return $"Connections: is {dialect.Connections}; 1 to {Dialect.MaxConnections} are allowed";
        foreach (int field in Standard)
        {
            if (dialect.Spec.Find(field) is null)
                yield return $"Spec: lacks DE{field}, which every exchange needs";
        }
    }

    private static IEnumerable<string> Types(Dialect dialect)
    {
        MessageTypes[] all = [dialect.Purchase, dialect.Reversal, dialect.NetworkManagement];
        foreach (MessageTypes types in all)
        {
            if (!types.Request.IsDefined || types.Request.IsResponse)
                yield return $"Types: {types.Request} is not a request";
            if (!types.Response.IsDefined || !types.Response.IsResponse)
                yield return $"Types: {types.Response} is not a response";
            if (types.Repeat is { IsRepeat: false } repeat)
                yield return $"Types: {repeat} is not a repeat";
        }

        if (all.Select(types => types.Response).Distinct().Count() < all.Length)
            yield return "Types: two exchanges have the same response, so an answer could belong to either";
    }

    private static IEnumerable<string> Placement(Dialect dialect)
    {
        foreach ((string fact, int field) in dialect.Fields.All())
        {
            if (field is < 2 or > 128 || dialect.Spec.Find(field) is null)
                yield return $"Fields.{fact}: DE{field} is not in the spec";
            else if (CardData.Contains(field))
                yield return $"Fields.{fact}: DE{field} is for clear account data, which is never sent";
        }

        foreach (IGrouping<int, string> twice in dialect.Fields.All().GroupBy(one => one.Field, one => one.Fact).Where(group => group.Count() > 1))
            yield return $"Fields: DE{twice.Key} is to carry {string.Join(" and ", twice)}";
        foreach (int field in new[] { dialect.Fields.Emv, dialect.Fields.ProtectedData })
        {
            if (dialect.Spec.Find(field) is { } spec && (spec.Kind != FieldKind.B || spec.Content != FieldContent.BerTlv))
                yield return $"Spec: DE{field} must be bytes with BER-TLV";
        }

        if (dialect.Spec.Find(dialect.Fields.ProtectedData) is { } shown && shown.Masking != MaskingRule.Full)
            yield return $"Spec: DE{dialect.Fields.ProtectedData} may show only its length, for it holds the PIN block";
        if (dialect.Spec.Find(dialect.Fields.OriginalData) is { } original && (original.Kind != FieldKind.N || original.MaxLength != 42 || original.Form != LengthForm.Fixed))
            yield return $"Spec: DE{dialect.Fields.OriginalData} must have 42 digits";
        if (dialect.Fields.NameLocation is { } place && dialect.Spec.Find(place) is { } location
            && dialect.Acceptor.Name + dialect.Acceptor.City + dialect.Acceptor.Country > location.MaxLength)
            yield return $"Acceptor: is longer than DE{place}";
    }

    private static IEnumerable<string> Fixed(Dialect dialect, string list, IReadOnlyList<int> fields)
    {
        if (fields.Count == 0)
            yield return $"{list}: is empty";
        if (fields.Sum(field => dialect.Spec.Find(field)?.MaxLength ?? 0) > MaxListLength)
            yield return $"{list}: has more than {MaxListLength} characters in all";
        foreach (int field in fields)
        {
            if (dialect.Spec.Find(field) is not { Form: LengthForm.Fixed, Kind: not FieldKind.B })
                yield return $"{list}: DE{field} is not a fixed field of text or digits";
        }
    }

    private static IEnumerable<string> Codes(Dialect dialect)
    {
        (string Name, IReadOnlyCollection<string> Codes)[] sets =
        [
            (nameof(dialect.ApprovingCodes), dialect.ApprovingCodes), (nameof(dialect.ReversalAcknowledgingCodes), dialect.ReversalAcknowledgingCodes),
            (nameof(dialect.NetworkAcceptingCodes), dialect.NetworkAcceptingCodes), (nameof(dialect.ReversalReasons), dialect.ReversalReasons.Values),
        ];
        foreach ((string name, IReadOnlyCollection<string> codes) in sets)
        {
            if (codes.Count == 0 || codes.Any(code => !CodePattern().IsMatch(code)))
                yield return $"{name}: needs codes of two letters or digits";
        }

        foreach (ReversalReason reason in Enum.GetValues<ReversalReason>().Where(reason => !dialect.ReversalReasons.ContainsKey(reason)))
            yield return $"ReversalReasons: lacks {reason}";
        foreach (EntryMode mode in Enum.GetValues<EntryMode>())
        {
            if (!dialect.EntryModes.TryGetValue(mode, out string? digits) || !IsDigits(digits, 2))
                yield return $"EntryModes: needs two digits for {mode}";
        }

        (string Name, string Value, int Length)[] numbers =
        [
            (nameof(dialect.SignOnCode), dialect.SignOnCode, 3), (nameof(dialect.EchoCode), dialect.EchoCode, 3),
            (nameof(dialect.PurchaseProcessingCode), dialect.PurchaseProcessingCode, 6), (nameof(dialect.ConditionCode), dialect.ConditionCode, 2),
            (nameof(dialect.PinEntered), dialect.PinEntered.ToString(), 1), (nameof(dialect.NoPinEntered), dialect.NoPinEntered.ToString(), 1),
        ];
        foreach ((string name, string value, int length) in numbers.Where(one => !IsDigits(one.Value, one.Length)))
            yield return $"{name}: '{value}' is not {length} digits";
    }

    private static IEnumerable<string> Tags(Dialect dialect)
    {
        uint[] tags = [dialect.ProtectedTags.KeySerialNumber, dialect.ProtectedTags.AccountData, dialect.ProtectedTags.PinBlock];
        foreach (TlvTag tag in tags.Select(TlvTag.FromUInt32))
        {
            if (!tag.IsWellFormed || tag.IsConstructed)
                yield return $"ProtectedTags: {tag} is not a primitive BER tag";
        }

        if (tags.Distinct().Count() < tags.Length)
            yield return "ProtectedTags: a tag is there more than once";
    }

    private static bool IsDigits(string text, int length) => text.Length == length && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    [GeneratedRegex("^[a-z0-9-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[0-9A-Z]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();
}
