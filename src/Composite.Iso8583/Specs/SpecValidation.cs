using Composite.Iso8583.Fields;
using Composite.Iso8583.Masking;

namespace Composite.Iso8583.Specs;

/// <summary>Finds everything that is wrong with a definition, so that it is mended in one go.</summary>
internal static class SpecValidation
{
    public const int MinMessageBytes = 64;
    public const int MaxMessageBytes = ushort.MaxValue;
    private const int MaxFixedLength = 9999;

    // PAN, extended PAN, tracks 1 to 3 and the PIN block: no dialect may show them.
    private static readonly FieldSet CardData = FieldSet.Of(2, 34, 35, 36, 45, 52);

    public static IReadOnlyList<SpecProblem> Problems(SpecDefinition definition)
    {
        var problems = new List<SpecProblem>();
        if (string.IsNullOrWhiteSpace(definition.Name))
            problems.Add(new("Name", "is empty"));
        if (definition.MaxMessageBytes is < MinMessageBytes or > MaxMessageBytes)
            problems.Add(new("MaxMessageBytes", $"is {definition.MaxMessageBytes}; it must be {MinMessageBytes} to {MaxMessageBytes}"));
        foreach (FieldSpec field in definition.Fields)
            problems.AddRange(Problems(field).Select(message => new SpecProblem($"DE{field.Number}", message)));
        foreach (var twice in definition.Fields.GroupBy(field => field.Number).Where(group => group.Count() > 1))
            problems.Add(new($"DE{twice.Key}", "is defined more than once"));
        AddRequirementProblems(definition, problems);
        return problems;
    }

    private static void AddRequirementProblems(SpecDefinition definition, List<SpecProblem> problems)
    {
        var known = definition.Fields.Select(field => field.Number).ToHashSet();
        foreach (MessageRequirement requirement in definition.Requirements)
        {
            if (!requirement.Mti.IsDefined)
                problems.Add(new(requirement.Mti.ToString(), "is not a message type"));
            foreach (int number in requirement.Fields)
            {
                if (!known.Contains(number))
                    problems.Add(new(requirement.Mti.ToString(), $"requires DE{number}, which is not defined"));
            }
        }

        foreach (var twice in definition.Requirements.GroupBy(one => one.Mti).Where(group => group.Count() > 1))
            problems.Add(new(twice.Key.ToString(), "has more than one list of required fields"));
    }

    private static IEnumerable<string> Problems(FieldSpec field)
    {
        if (field.Number is < 2 or > 128 or 65)
            yield return "is not a field: numbers are 2 to 128, and 65 stands for a third bitmap";
        if (string.IsNullOrWhiteSpace(field.Name))
            yield return "has no name";
        foreach (string problem in LengthProblems(field).Concat(EncodingProblems(field)).Concat(MaskingProblems(field)))
            yield return problem;
    }

    private static IEnumerable<string> LengthProblems(FieldSpec field)
    {
        int most = field.Form switch
        {
            LengthForm.L => 9,
            LengthForm.LL => 99,
            LengthForm.LLL => 999,
            _ => MaxFixedLength,
        };
        if (field.LengthUnit == LengthUnit.HexDigits)
            most /= 2;
        if (field.MaxLength < 1 || field.MaxLength > most)
            yield return $"has a maximum length of {field.MaxLength}; {field.Form} allows 1 to {most}";
        if (field.Form != LengthForm.Fixed && (field.MinLength < 0 || field.MinLength > field.MaxLength))
            yield return $"has a minimum length of {field.MinLength}, outside 0 to {field.MaxLength}";
        if (field.Form != LengthForm.Fixed && field.Padding != FieldPadding.None)
            yield return "is variable, so it is not padded";
        if (field.Padding == FieldPadding.LeadingZeros && field.Kind != FieldKind.N)
            yield return $"is {field.Kind}; only N is padded with zeros";
        if (field.Padding == FieldPadding.TrailingSpaces && field.Kind is not (FieldKind.A or FieldKind.AN or FieldKind.ANS))
            yield return $"is {field.Kind}; only A, AN and ANS are padded with blanks";
    }

    private static IEnumerable<string> EncodingProblems(FieldSpec field)
    {
        bool fits = field.Encoding switch
        {
            FieldEncoding.Ascii => field.Kind != FieldKind.B,
            FieldEncoding.Bcd => field.Kind is FieldKind.N or FieldKind.Z,
            _ => field.Kind == FieldKind.B,
        };
        if (!fits)
            yield return $"is {field.Kind}, which {field.Encoding} cannot carry";
        if (field.LengthUnit == LengthUnit.HexDigits && (field.Encoding != FieldEncoding.HexAscii || field.Form == LengthForm.Fixed))
            yield return "counts hexadecimal digits, which only a variable HexAscii field can";
        if (field.Content == FieldContent.BerTlv && field.Kind != FieldKind.B)
            yield return $"is {field.Kind}; only B holds BER-TLV";
    }

    private static IEnumerable<string> MaskingProblems(FieldSpec field)
    {
        if (field.Number is > 0 and <= 128 && CardData.Contains(field.Number) && field.Masking is not (MaskingRule.Full or MaskingRule.Pan))
            yield return $"carries card data and may not be shown with the rule {field.Masking}";
        if (field.Number is 35 or 36 or 45 or 52 && field.Masking == MaskingRule.Pan)
            yield return "carries track data or a PIN block, which are hidden whole";
        if (field.Masking == MaskingRule.Emv && field.Content != FieldContent.BerTlv)
            yield return "is masked as EMV but does not hold BER-TLV";
        if (field.Content == FieldContent.BerTlv && field.Masking == MaskingRule.None)
            yield return "holds BER-TLV, which is shown with the rule Emv or Full";
    }
}
