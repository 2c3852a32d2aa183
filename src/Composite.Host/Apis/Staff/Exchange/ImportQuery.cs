using System.Reflection;
using Composite.Exchange.Import;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Queries;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>What becomes of the rows.</summary>
internal enum ImportMode
{
    /// <summary>Nothing is changed; the answer says what would be.</summary>
    DryRun,

    /// <summary>Every row, or none.</summary>
    All,

    /// <summary>The rows that can be applied; the others are left out.</summary>
    Valid,
}

/// <summary>How a file is written and what to do with it: the query of an import.</summary>
internal sealed class ImportQuery : IKnownQuery, IBindableFromHttpContext<ImportQuery>
{
    private const int MaxReasonLength = 500;
    private const int DigestLength = 64;

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("format", typeof(string)) { Words = ["csv", "json"], Required = true }, new("mode", typeof(ImportMode)),
        new("corrections", typeof(string)) { Words = ["true", "false"] }, new("reason", typeof(string)), new("digest", typeof(string)),
    ];

    public ImportFormat Format { get; private init; }

    public ImportMode Mode { get; private init; }

    /// <summary>True when recorded listings may be corrected.</summary>
    public bool Corrections { get; private init; }

    public string? Reason { get; private init; }

    /// <summary>The dry run that the caller looked at.</summary>
    public string? Digest { get; private init; }

    public ApiProblem? Problem { get; private init; }

    public static ValueTask<ImportQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryReader reader = new(context);
        ImportFormat format = reader.RequiredChoice("format", ("csv", ImportFormat.Csv), ("json", ImportFormat.Json));
        ImportMode mode = reader.Name<ImportMode>("mode") ?? ImportMode.DryRun;
        bool corrections = reader.Choice("corrections", ("false", false), ("true", true));
        string? reason = reader.Text("reason", MaxReasonLength);
        string? digest = reader.Text("digest", DigestLength);
        if (mode != ImportMode.DryRun && digest is null) reader.Refuse("missing", "digest", "It is missing.", "Do a dry run first and give its digest, so that you apply what you saw.");
        if (corrections && mode != ImportMode.DryRun && string.IsNullOrWhiteSpace(reason)) reader.Refuse("missing", "reason", "It is missing.", "Say why the recorded listings are corrected.");
        return new(new ImportQuery { Format = format, Mode = mode, Corrections = corrections, Reason = reason, Digest = digest, Problem = reader.Problem });
    }
}
