using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Evidence;
using Composite.Domain.Ports;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Pack;

/// <summary>
/// The page that an assessor reads first: one file of HTML, without scripts and without anything from elsewhere, that prints well and that
/// a screen reader can read.
/// </summary>
internal sealed class SummaryPage(PackSource source, IReadOnlyList<RecordedEvent> decisions, IReadOnlyList<PackedEvidence> documents, string? headHash)
{
    /// <summary>Most rows of a list on the page; the files hold everything.</summary>
    public const int MaxRows = 2000;

    private const int FlushChars = 32 * 1024;
    private readonly StringBuilder _html = new();

    private InventorySnapshot Snapshot => source.Snapshot;

    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        WriteHead();
        WriteOverview();
        WriteSolutions();
        WriteDue();
        await FlushAsync(stream, cancellationToken);
        await WriteComponentsAsync(stream, cancellationToken);
        WriteVersions();
        WriteCases();
        WriteControls();
        WriteDecisions();
        await FlushAsync(stream, cancellationToken);
        WriteEvidence();
        _html.Append("</main>\n<footer><p>Everything on this page, and what it was computed from, is in the other files of the pack; <code>manifest.json</code> holds their SHA-256. ")
            .Append("Check them with <code>composite evidence-pack verify FILE</code>.</p></footer>\n</body>\n</html>\n");
        await FlushAsync(stream, cancellationToken);
    }

    private void WriteHead()
    {
        string title = Snapshot.SolutionId is null ? "Evidence pack: every solution" : $"Evidence pack: {Snapshot.Solutions[0].Name}";
        _html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>").Append(Text(title)).Append("</title>\n<style>\n").Append(SummaryStyle.Css).Append("</style>\n</head>\n<body>\n<header>\n<h1>")
            .Append(Text(title)).Append("</h1>\n<dl class=\"facts\">\n");
        Fact("As it was on", Shown(Snapshot.AsOf.ValidAt));
        Fact("As known at", Snapshot.KnownAt is { } known ? Shown(known) : $"everything recorded up to journal position {Snapshot.Position.ToString("N0", CultureInfo.InvariantCulture)}");
        Fact("Journal", $"position {Snapshot.Position.ToString("N0", CultureInfo.InvariantCulture)}");
        if (headHash is not null) Fact("Journal's hash there", headHash);
        if (Snapshot.Fleet is { } fleet) Fact("Devices counted at", $"the end of {Words.Of(fleet.Day)} (UTC), up to journal position {fleet.Position.ToString("N0", CultureInfo.InvariantCulture)}");
        Fact("Policy", $"version {Snapshot.Policy.Version}");
        Fact("Made by", $"{Generator.Name} {Generator.Version}");
        _html.Append("</dl>\n</header>\n<main>\n");
    }

    private void WriteOverview()
    {
        _html.Append("<section aria-labelledby=\"overview\">\n<h2 id=\"overview\">Overview</h2>\n<ul class=\"tiles\">\n");
        Tile(Snapshot.Components.Count, "parts", "plain");
        foreach (IGrouping<CertificationStatus?, ComponentItem> group in Snapshot.Components.GroupBy(c => c.Status).OrderByDescending(g => g.Key?.Severity() ?? -1)) Tile(group.Count(), Labels.Of(group.Key), Labels.ToneOf(group.Key));
        _html.Append("</ul>\n</section>\n");
    }

    private void WriteSolutions()
    {
        foreach (SolutionItem solution in Snapshot.Solutions)
        {
            _html.Append("<section>\n<h2>Solution ").Append(Text(solution.Name)).Append("</h2>\n<dl class=\"facts\">\n");
            Fact("Id", solution.Id);
            Fact("Provider", solution.Provider);
            Fact("State", solution.Active ? "in service" : "not in service");
            Fact("Devices", Number(solution.Use?.Devices));
            Fact("Merchants", Number(solution.Use?.Merchants));
            Fact("Parts", solution.ComponentIds.Count.ToString(CultureInfo.InvariantCulture));
            _html.Append("</dl>\n");
            if (solution.Listings.Count > 0)
            {
                Table("The solution's own listings", ["Listing", "Status", "Listed", "Expires", "Checkpoint", "Laboratory"]);
                foreach (ListingItem l in solution.Listings) Row(l.Listing.Reference, Badge(l.Status), Words.Of(l.Listing.ListedOn), Words.Of(l.Listing.ExpiresOn), Day(l.CheckpointDueOn), Text(l.Listing.Laboratory));
                EndTable();
            }

            _html.Append("</section>\n");
        }
    }

    private void WriteDue()
    {
        IReadOnlyList<DueItem> due = DueItems.Of(Snapshot);
        _html.Append("<section aria-labelledby=\"due\">\n<h2 id=\"due\">What is due</h2>\n");
        if (due.Count == 0) _html.Append("<p>Nothing ends within ").Append(Snapshot.Policy.Values.ExpiryWarningDays).Append(" days.</p>\n");
        else
        {
            Table($"Ended, or ends within {Snapshot.Policy.Values.ExpiryWarningDays} days", ["Day", "Part", "What"]);
            foreach (DueItem item in due.Take(MaxRows)) Row($"<span class=\"{(item.IsPast ? "bad" : "careful")}\">{Words.Of(item.On)}{(item.IsPast ? " (past)" : string.Empty)}</span>", Text(item.Subject), Text(item.What));
            EndTable();
            More(due.Count);
        }

        _html.Append("</section>\n");
    }

    private async Task WriteComponentsAsync(Stream stream, CancellationToken cancellationToken)
    {
        _html.Append("<section aria-labelledby=\"parts\">\n<h2 id=\"parts\">Parts</h2>\n");
        if (Snapshot.Components.Count == 0) _html.Append("<p>No part is known.</p>\n</section>\n");
        else
        {
            Table("What is in it, and how it is certified", ["Part", "Kind", "Vendor", "Usable versions", "Devices", "Merchants", "Status", "Listings and attestations"]);
            foreach (ComponentItem component in Snapshot.Components.Take(MaxRows))
            {
                Row(
                    $"<strong>{Text(component.Name)}</strong><br><code>{Text(component.Id)}</code>", Text(Labels.Of(component.Kind)), Text(component.Vendor), Versions(component), Number(component.Use?.Devices), Number(component.Use?.Merchants), Badge(component.Status),
                    Certificates(component));
                if (_html.Length > FlushChars) await FlushAsync(stream, cancellationToken);
            }

            EndTable();
            More(Snapshot.Components.Count);
            _html.Append("</section>\n");
        }
    }

    // Versions that nothing runs are in the files.
    private void WriteVersions()
    {
        string[][] rows = [.. Snapshot.Components.SelectMany(VersionRows)];
        _html.Append("<section aria-labelledby=\"versions\">\n<h2 id=\"versions\">Versions on devices</h2>\n");
        if (rows.Length == 0) _html.Append("<p>No active device shows a version.</p>\n");
        else
        {
            Table("Which version runs on how many active devices, of how many merchants", ["Part", "Version", "May it run", "Devices", "Merchants"]);
            foreach (string[] row in rows.Take(MaxRows)) Row(row);
            EndTable();
            More(rows.Length);
        }

        _html.Append("</section>\n");
    }

    private static IEnumerable<string[]> VersionRows(ComponentItem component)
    {
        string part = $"{Text(component.Name)}<br><code>{Text(component.Id)}</code>";
        foreach (VersionItem version in component.Versions.Where(v => v.Use is { Devices: > 0 }))
            yield return [part, Text(version.Version.Version), $"<span class=\"badge {Labels.ToneOf(version.Status)}\">{Text(Labels.Of(version.Status))}</span>", Number(version.Use!.Devices), Number(version.Use.Merchants)];
        if (component.DevicesOnOtherVersions is > 0) yield return [part, "others", "<span class=\"badge bad\">not on record</span>", Number(component.DevicesOnOtherVersions), Number(null)];
    }

    private void WriteDecisions()
    {
        _html.Append("<section aria-labelledby=\"decisions\">\n<h2 id=\"decisions\">Who decided what</h2>\n");
        if (decisions.Count == 0) _html.Append("<p>No decision about policies, waivers or exemptions is recorded; the built-in policy holds.</p>\n");
        else
        {
            Table("Decisions about policies, waivers and exemptions, in the order of the journal", ["When", "Who", "What", "Why", "Position"]);
            foreach (RecordedEvent decision in decisions.Take(MaxRows))
            {
                using JsonDocument data = JsonDocument.Parse(decision.Payload);
                Row(Shown(decision.RecordedAt), Text(decision.Actor), Text($"{What(decision.Type)} {Member(data, "proposalId", "waiverId", "controlId")}"), Text(Member(data, "reason")), decision.Position.ToString(CultureInfo.InvariantCulture));
            }

            EndTable();
            More(decisions.Count);
        }

        _html.Append("</section>\n");
    }

    private void WriteCases()
    {
        IReadOnlyList<CaseState> cases = PackCases.Of(source);
        if (cases.Count == 0) return;
        _html.Append("<section aria-labelledby=\"cases\">\n<h2 id=\"cases\">Security issues</h2>\n");
        Table("Issues in the parts, by when they were opened", ["Issue", "Part", "Severity", "Opened", "Told", "State"]);
        foreach (CaseState c in cases.Take(MaxRows))
        {
            string state = c.Closing is { } closing ? $"<span class=\"badge plain\">{Text(Words.Of(closing.Value.Outcome))}</span>" : "<span class=\"badge careful\">open</span>";
            Row($"{Text(c.Issue.Title)}<br><code>{Text(c.Id)}</code>", Text($"{c.Issue.ComponentId} {string.Join(", ", c.Issue.AffectedVersions)}"), Text(c.Issue.Severity.Rating()), Shown(c.OpenedAt), c.Notifications.Count.ToString(CultureInfo.InvariantCulture), state);
        }

        EndTable();
        More(cases.Count);
        _html.Append("</section>\n");
    }

    private void WriteControls()
    {
        _html.Append("<section aria-labelledby=\"controls\">\n<h2 id=\"controls\">Controls of solution management</h2>\n<p>The controls are the provider's own; none of them is a requirement of PCI.</p>\n");
        Table("Where each control stands", ["Control", "Title", "Status", "Why", "Next due", "Owner"]);
        foreach (ControlAssessment a in Snapshot.Controls)
            Row($"<code>{Text(a.ControlId)}</code>", Text(ControlCatalogue.Find(a.ControlId)?.Title ?? string.Empty), $"<span class=\"badge {Labels.ToneOf(a.Status)}\">{Text(Labels.Of(a.Status))}</span>", Text(a.Reason), Day(a.NextDueOn), Text(a.Owner));
        EndTable();
        _html.Append("</section>\n");
    }

    private void WriteEvidence()
    {
        _html.Append("<section aria-labelledby=\"evidence\">\n<h2 id=\"evidence\">Evidence</h2>\n");
        if (documents.Count == 0) _html.Append("<p>No document is on record.</p>\n");
        else
        {
            Table("Documents, each under its SHA-256", ["Document", "Type", "About", "Valid", "In this pack", "Added"]);
            foreach (PackedEvidence d in documents.Take(MaxRows)) Row(Document(d));
            EndTable();
            More(documents.Count);
        }

        _html.Append("</section>\n");
    }

    private string[] Document(PackedEvidence packed)
    {
        EvidenceDocument d = packed.Entry.Document;
        string copy = packed.Copy == EvidenceCopy.Verified
            ? $"<a href=\"{packed.Name}\">verified</a>"
            : $"<span class=\"badge bad\">{Text(Words.Of(packed.Copy))}</span>";
        return
        [
            $"{Text(d.Title)}<br><code class=\"hash\">{d.Sha256}</code>", Text(Words.Of(d.Type)), d.Subjects.Count == 0 ? "the provider" : Text(string.Join(", ", d.Subjects)),
            $"{Words.Of(d.ValidFrom)} to {(d.ExpiresOn is { } end ? Words.Of(end) : "open")}{(packed.Entry.IsWithdrawn(Snapshot.AsOf.KnownAt) ? " <span class=\"badge bad\">withdrawn</span>" : string.Empty)}",
            copy, $"{Text(packed.Entry.AddedBy)}, {Shown(packed.Entry.AddedAt)}",
        ];
    }

    private async Task FlushAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(_html.ToString()), cancellationToken);
        _html.Clear();
    }

    private void Fact(string label, string value) => _html.Append("<div><dt>").Append(Text(label)).Append("</dt><dd>").Append(Text(value)).Append("</dd></div>\n");

    private void Tile(int count, string label, string tone) =>
        _html.Append("<li class=\"").Append(tone).Append("\"><span class=\"count\">").Append(count.ToString("N0", CultureInfo.InvariantCulture)).Append("</span> ").Append(Text(label)).Append("</li>\n");

    private void Table(string caption, IReadOnlyList<string> headers)
    {
        _html.Append("<table>\n<caption>").Append(Text(caption)).Append("</caption>\n<thead><tr>");
        foreach (string header in headers) _html.Append("<th scope=\"col\">").Append(Text(header)).Append("</th>");
        _html.Append("</tr></thead>\n<tbody>\n");
    }

    // The cells are HTML already.
    private void Row(params string[] cells)
    {
        _html.Append("<tr><th scope=\"row\">").Append(cells[0]).Append("</th>");
        foreach (string cell in cells.Skip(1)) _html.Append("<td>").Append(cell).Append("</td>");
        _html.Append("</tr>\n");
    }

    private void EndTable() => _html.Append("</tbody>\n</table>\n");

    private void More(int count)
    {
        if (count > MaxRows) _html.Append("<p>").Append((count - MaxRows).ToString("N0", CultureInfo.InvariantCulture)).Append(" more are in the files of the pack.</p>\n");
    }

    // What has ended and been replaced is counted here and listed in the files.
    private static string Certificates(ComponentItem component)
    {
        string[] shown =
        [
            .. component.Listings.Where(l => l.Counts || l.Status != CertificationStatus.Expired).Select(Listing),
            .. component.Compliance.Where(c => c.Counts || c.Status != CertificationStatus.Expired).Select(Compliance),
        ];
        int earlier = component.Listings.Count + component.Compliance.Count - shown.Length;
        return string.Join("<br>", earlier == 0 ? shown : [.. shown, $"<span class=\"more\">and {earlier} that ended before</span>"]);
    }

    private static string Listing(ListingItem l) => $"<code>{Text(l.Listing.Reference)}</code> {Badge(l.Status)} to {Until(l.Listing.ExpiresOn)}, {Text(l.Listing.Laboratory)}";

    private static string Compliance(ComplianceItem c) =>
        $"{Text(Labels.Of(c.Attestation.Standard))} {Text(c.Attestation.StandardVersion)} {Badge(c.Status)} to {Until(c.Attestation.ExpiresOn)}, {Text(c.Attestation.Assessor)}";

    private static string Until(DateOnly day) => $"<span class=\"day\">{Words.Of(day)}</span>";

    private static string Versions(ComponentItem component)
    {
        const int shown = 8;
        string[] usable = [.. component.Versions.Where(v => !v.Withdrawn).Select(v => v.Version.Version)];
        string text = string.Join(", ", usable.TakeLast(shown).Select(Text));
        return usable.Length > shown ? $"{text} and {usable.Length - shown} older" : text.Length == 0 ? "none" : text;
    }

    private static string Badge(CertificationStatus? status) => $"<span class=\"badge {Labels.ToneOf(status)}\">{Text(Labels.Of(status))}</span>";

    // "policy.approved.v1" as "policy approved".
    private static string What(string type) => string.Join(' ', type.Split('.')[..^1]).Replace('-', ' ');

    private static string Member(JsonDocument data, params IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (data.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String) return value.GetString()!;
        }

        return string.Empty;
    }

    private static string Number(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    private static string Day(DateOnly? day) => day is { } d ? Words.Of(d) : "-";

    private static string Shown(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
