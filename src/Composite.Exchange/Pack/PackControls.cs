using Composite.Domain.Controls;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Pack;

/// <summary>Where every control stands, why, and by what proof. The controls are our own; requirement ids are there where somebody imported them.</summary>
internal static class PackControls
{
    public static async Task WriteAsync(InventorySnapshot snapshot, Stream stream, CancellationToken cancellationToken)
    {
        await using JsonOut json = new(stream);
        json.Start();
        json.Object("asOf", () => InventoryJson.WriteAsOf(json, snapshot));
        await json.ObjectsAsync("controls", snapshot.Controls, assessment => Write(json, assessment), cancellationToken);
        await json.EndAsync(cancellationToken);
    }

    private static void Write(JsonOut json, ControlAssessment assessment)
    {
        Control? control = ControlCatalogue.Find(assessment.ControlId);
        json.Text("controlId", assessment.ControlId);
        json.Text("title", control?.Title);
        json.Text("statement", control?.Statement);
        json.Text("origin", control is null ? null : Words.Of(control.Origin));
        json.Text("source", control?.Source);
        json.Text("checkedBy", control is null ? null : Words.Of(control.Check.Kind));
        json.Text("status", Words.Of(assessment.Status));
        json.Text("reason", assessment.Reason);
        if (assessment.Since is { } since) json.Text("since", since);
        json.Text("nextDueOn", assessment.NextDueOn is { } due ? Words.Of(due) : null);
        json.Text("owner", assessment.Owner);
        json.Texts("evidenceSha256s", assessment.EvidenceSha256s);
        if (assessment.Statement is { } said)
        {
            json.Object("stated", () =>
            {
                json.Flag("met", said.Met);
                json.Text("text", said.Text);
                json.Text("by", said.StatedBy);
                json.Text("at", said.StatedAt);
                json.Text("validUntil", Words.Of(said.ValidUntil));
            });
        }

        json.Objects("findings", assessment.Findings, finding =>
        {
            json.Text("subject", finding.Subject);
            json.Text("reason", finding.Reason);
            json.Text("remedy", finding.Remedy);
            if (finding.Since is { } from) json.Text("since", from);
        });
        json.Objects("requirements", assessment.Requirements, requirement =>
        {
            json.Text("mapping", requirement.MappingSet);
            json.Text("edition", requirement.SourceEdition);
            json.Text("requirementId", requirement.RequirementId);
        });
    }
}
