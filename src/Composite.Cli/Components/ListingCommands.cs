using Composite.Cli.Commands;

namespace Composite.Cli.Components;

/// <summary>Builds the commands about listings: of components, and of solutions' own.</summary>
internal static class ListingCommands
{
    private const string FileHelp = "The row as JSON: reference, standardVersion, laboratory, listedOn, expiresOn, versions, retrievedAt; docs/components.md shows one.";

    /// <param name="context">The tool's.</param>
    /// <param name="thing">Whose listings, singular.</param>
    /// <param name="collection">The plural in the path.</param>
    public static OperatorCommand[] Build(CommandContext context, string thing, string collection)
    {
        string id = thing == "component" ? "sdk-tap" : "tap-to-pay";
        return
        [
            SendCommand.Build(
                context,
                new Sending
                {
                    Verb = "record-listing",
                    Description = $"Record a {thing}'s row of the PCI website.",
                    Method = HttpMethod.Post,
                    Arguments = [CommandContext.Id(thing)],
                    Path = a => [collection, a[0], "listings"],
                    Body = [BodyOption.File("--file", string.Empty, FileHelp)],
                    What = a => $"{thing} {a[0]}",
                    Done = "listing recorded",
                    Notes = "A reference that is recorded with other content is refused, naming what differs; correct-listing says that the record was wrong.",
                },
                $"{collection} record-listing {id} --file listing.json"),
            About("correct-listing", "correction", "corrected", "Say that a recorded row was wrong or has changed, and what it is as a whole; what was known before stays answerable.",
                [BodyOption.File("--file", "listing", FileHelp), BodyOption.Reason()], $"--file listing.json --reason \"Renewed until 2028\""),
            About("retract-listing", "retraction", "retracted", "Say that a row was recorded by mistake, or in the wrong place.", [BodyOption.Reason()], "--reason \"Belongs to another product\""),
            About("revoke-listing", "revocation", "revoked", $"Record that a {thing}'s listing is revoked: payments that rely on it stop at once.",
                [BodyOption.Reason(), BodyOption.Instant("--effective-at", "effectiveAt", "From when, RFC 3339; now when left out.")], "--reason \"Withdrawn by the vendor\""),
            About("withdraw-revocation", "revocation-withdrawal", "revocation withdrawn", "Say that a listing's revocation was recorded by mistake.", [BodyOption.Reason()], "--reason \"Another listing was meant\""),
            About("open-remediation", "remediation", "in remediation", "Record that a listing went into remediation after a finding.", Remediation(open: true), "--reason \"Laboratory's finding 7\""),
            About("close-remediation", "remediation", "out of remediation", "Record that a listing came out of remediation.", Remediation(open: false), "--reason \"Finding 7 is mended\""),
            About("complete-checkpoint", "checkpoints", "checkpoint recorded", "Record a passed annual checkpoint; one of the same day corrects what was recorded.",
                [
                    BodyOption.Day("--completed-on", "completedOn", "The day on which it was passed.", required: true),
                    BodyOption.Day("--next-due-on", "nextDueOn", "By when the next is due.", required: true),
                ], "--completed-on 2026-03-01 --next-due-on 2027-03-01"),
        ];

        OperatorCommand About(string verb, string resource, string done, string description, IReadOnlyList<BodyOption> body, string example) => SendCommand.Build(
            context,
            new Sending
            {
                Verb = verb,
                Description = description,
                Method = HttpMethod.Post,
                Arguments = [CommandContext.Id(thing), SendCommand.Segment("REFERENCE", "The listing's reference, YYYY-NNNNN.NNN.")],
                Path = a => [collection, a[0], "listings", a[1], resource],
                Body = body,
                What = a => $"listing {a[1]}",
                Done = done,
            },
            $"{collection} {verb} {id} 2025-00123.001 {example}");
    }

    private static BodyOption[] Remediation(bool open) =>
    [
        BodyOption.Reason(),
        BodyOption.Instant("--effective-at", "effectiveAt", "From when, RFC 3339; now when left out."),
        BodyOption.Always("open", open),
    ];
}
