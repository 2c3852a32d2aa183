using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Commands;

/// <summary>A filter of a list: the option, and the API's name for it.</summary>
internal sealed record ListFilter(string Option, string Parameter, string Description)
{
    /// <summary>Offered by completion; the server says what it accepts.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>What a list command lists.</summary>
internal sealed record ListSubject
{
    /// <summary>What one row is: <c>merchant</c>.</summary>
    public required string One { get; init; }

    /// <summary>What several rows are: <c>merchants</c>.</summary>
    public required string Many { get; init; }

    public required string Path { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<Column> Columns { get; init; }

    public required IReadOnlyList<string> Examples { get; init; }

    public IReadOnlyList<ListFilter> Filters { get; init; } = [];

    /// <summary>True where columns that no row fills are left out.</summary>
    public bool HidesEmptyColumns { get; init; }

    /// <summary>What is said of a page beside its count, instants and position; null for nothing.</summary>
    public Func<JsonElement, string>? Remark { get; init; }

    /// <summary>False for a list that the API gives whole.</summary>
    public bool Paged { get; init; } = true;
}

/// <summary>Builds <c>list</c>: a table of a list's page, or of all its pages up to a bound.</summary>
internal static class ListCommand
{
    /// <summary>Most rows of a page; the API's own bound.</summary>
    public const int MaxLimit = 500;

    /// <summary>Most pages that <c>--all</c> follows.</summary>
    public const int MaxPages = 200;

    private const int DefaultLimit = 50;

    public static OperatorCommand Build(CommandContext context, ListSubject subject)
    {
        OperatorCommand command = new("list", subject.Description, subject.Examples);
        List<(ListFilter Filter, Option<string?> Option)> filters = [.. subject.Filters.Select(f => (f, FilterOption(f)))];
        foreach ((_, Option<string?> option) in filters) command.Options.Add(option);

        Option<int?> limit = new("--limit") { HelpName = "ROWS", Description = $"Rows of a page, 1 to {MaxLimit} (default {DefaultLimit}; {MaxLimit} with --all)." };
        limit.Validators.Add(result =>
        {
            if (result.GetValue(limit) is < 1 or > MaxLimit) result.AddError($"--limit: it is not between 1 and {MaxLimit} — give less, or use --all.");
        });
        Option<string?> after = new("--after") { HelpName = "CURSOR", Description = "Begin behind this cursor, which the page before named." };
        Option<bool> all = new("--all") { Description = $"Follow the pages to the end, {MaxPages} at most." };
        if (subject.Paged)
        {
            command.Options.Add(limit);
            command.Options.Add(after);
            command.Options.Add(all);
        }

        command.SetAction(context.Connected((session, parse, cancellationToken) =>
        {
            bool follow = subject.Paged && parse.GetValue(all);
            int? rows = subject.Paged ? parse.GetValue(limit) ?? (follow ? MaxLimit : DefaultLimit) : null;
            List<(string, string?)> query = [.. filters.Select(f => (f.Filter.Parameter, parse.GetValue(f.Option))), ("limit", rows?.ToString(CultureInfo.InvariantCulture))];
            return RunAsync(session, subject, query, subject.Paged ? parse.GetValue(after) : null, follow ? MaxPages : 1, cancellationToken);
        }));
        return command;
    }

    private static Option<string?> FilterOption(ListFilter filter)
    {
        string values = filter.Values.Count == 0 ? string.Empty : $": {string.Join(", ", filter.Values)}";
        Option<string?> option = new(filter.Option) { Description = $"{filter.Description}{values}.", HelpName = filter.Option.TrimStart('-').ToUpperInvariant() };
        option.CompletionSources.Add([.. filter.Values]);
        return option;
    }

    private static async Task<ExitCode> RunAsync(
        Session session, ListSubject subject, IReadOnlyList<(string, string?)> query, string? after, int maxPages, CancellationToken cancellationToken)
    {
        List<JsonElement> pages = [];
        do
        {
            string path = ApiPath.Query(subject.Path, query.Append(("after", after)));
            Outcome<JsonElement> outcome = await session.Api.GetAsync(path, cancellationToken);
            if (!outcome.TryGet(out JsonElement page, out Failure? failure)) return session.Screen.Report(failure);
            if (page.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return session.Screen.Report(StaffApi.Unreadable);
            pages.Add(page);
            after = page.Text("next");
        }
        while (after.Length > 0 && pages.Count < maxPages);

        if (session.AsJson) session.Screen.Json(JsonPrinting.PrintPages(pages));
        else Show(session.Screen, subject, pages, after);
        if (maxPages > 1 && after.Length > 0) session.Screen.Note($"Stopped after {maxPages} pages; the rest begins with --after '{after}'.");
        return ExitCode.Ok;
    }

    private static void Show(Screen screen, ListSubject subject, List<JsonElement> pages, string after)
    {
        IReadOnlyList<JsonElement> rows = [.. pages.SelectMany(p => p.Rows())];
        if (rows.Count > 0)
        {
            screen.Table(subject.HidesEmptyColumns ? [.. subject.Columns.Where(c => rows.Any(row => c.Value(row).Length > 0))] : subject.Columns, rows);
            screen.Line();
        }

        string position = pages.Min(p => p.Number("position")) is { } lowest ? $"; as of journal position {lowest.ToString(CultureInfo.InvariantCulture)}" : string.Empty;
        string count = rows.Count switch { 0 => $"No {subject.Many}", 1 => $"1 {subject.One}", var n => string.Create(CultureInfo.InvariantCulture, $"{n} {subject.Many}") };
        string remark = subject.Remark is { } remarkOn ? $"; {remarkOn(pages[0])}" : string.Empty;
        string instants = AsOfLines.Line(pages[0]) is { Length: > 0 } line ? $"; {line}" : string.Empty;
        screen.Line(($"{count}{instants}{remark}{position}.", Tone.Faint));
        if (after.Length > 0) screen.Line(($"There are more: --after '{after}', or --all.", Tone.Faint));
    }
}
