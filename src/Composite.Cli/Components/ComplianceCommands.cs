using Composite.Cli.Commands;

namespace Composite.Cli.Components;

/// <summary>Builds the commands about a component's attestations of compliance (AoC).</summary>
internal static class ComplianceCommands
{
    private static readonly string[] Standards = ["pciDss", "pciPin"];

    public static OperatorCommand[] Build(CommandContext context) =>
    [
        Command(context, "record-compliance", [], "attestation recorded", "Record an attestation of compliance of a component, or with --corrects what it should have been.",
            [
                Standard(),
                BodyOption.Text("--standard-version", "standardVersion", "VERSION", "The standard's version, such as 4.0.1.", required: true),
                BodyOption.Text("--assessor", "assessor", "NAME", "The assessor company.", required: true),
                ValidFrom(),
                BodyOption.Day("--expires-on", "expiresOn", "First day (UTC) no longer covered.", required: true),
                BodyOption.Text("--notes", "notes", "TEXT", "Which service was assessed, or what else matters."),
                BodyOption.Text("--evidence", "evidenceSha256", "SHA256", "The document in the evidence vault."),
                BodyOption.Flag("--corrects", "corrects", "What is recorded for the standard and first day was wrong."),
                BodyOption.Text("--reason", "reason", "TEXT", "Why it is corrected."),
            ],
            "components record-compliance back-end --standard pciDss --standard-version 4.0.1 --assessor \"Example QSA\" --valid-from 2026-01-01 --expires-on 2027-01-01"),
        Command(context, "retract-compliance", ["retraction"], "attestation retracted", "Say that an attestation of compliance was recorded by mistake.",
            [Standard(), ValidFrom(), BodyOption.Reason()],
            "components retract-compliance back-end --standard pciDss --valid-from 2026-01-01 --reason \"Another company's\""),
    ];

    private static BodyOption Standard() => BodyOption.Word("--standard", "standard", "The standard", true, Standards);

    private static BodyOption ValidFrom() => BodyOption.Day("--valid-from", "validFrom", "First day (UTC) covered.", required: true);

    private static OperatorCommand Command(CommandContext context, string verb, string[] resource, string done, string description, IReadOnlyList<BodyOption> body, string example) => SendCommand.Build(
        context,
        new Sending
        {
            Verb = verb,
            Description = description,
            Method = HttpMethod.Post,
            Arguments = [CommandContext.Id("component")],
            Path = a => ["components", a[0], "compliance", .. resource],
            Body = body,
            What = a => $"component {a[0]}",
            Done = done,
        },
        example);
}
