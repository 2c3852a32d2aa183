using Composite.Cli.Commands;

namespace Composite.Cli.Components;

/// <summary>Builds the commands about a component's versions.</summary>
internal static class VersionCommands
{
    public static OperatorCommand[] Build(CommandContext context) =>
    [
        SendCommand.Build(
            context,
            new Sending
            {
                Verb = "add-version",
                Description = "Add a version of a component, as the running software reports it.",
                Method = HttpMethod.Post,
                Arguments = [CommandContext.Id("component")],
                Path = a => ["components", a[0], "versions"],
                Body = [BodyOption.Text("--version", "version", "VERSION", "The version, such as 3.2.1.", required: true), .. Facts()],
                What = a => $"component {a[0]}",
                Done = "version added",
            },
            "components add-version sdk-tap --version 3.2.1 --crypto-expires-on 2027-06-30",
            $"components add-version shop-app --version 7.0.0 --package com.example.pos --certificate {new string('a', 64)}"),
        About(context, "correct-version", "correction", "corrected", "Say that what is recorded of a version was wrong, and what it is as a whole; what was known before stays answerable.",
            [.. Facts(), BodyOption.Reason()], "components correct-version sdk-tap 3.2.1 --crypto-expires-on 2027-05-31 --reason \"Typing error\""),
        About(context, "withdraw-version", "withdrawal", "withdrawn", "Withdraw a version: devices that run it are refused.",
            [BodyOption.Reason()], "components withdraw-version sdk-tap 3.1.0 --reason \"Flaw in its key store\""),
        About(context, "reinstate-version", "reinstatement", "reinstated", "Say that a version's withdrawal was a mistake.",
            [BodyOption.Reason()], "components reinstate-version sdk-tap 3.1.0 --reason \"3.0.1 was meant\""),
    ];

    private static BodyOption[] Facts() =>
    [
        BodyOption.Day("--crypto-expires-on", "cryptoExpiresOn", "First day (UTC) on which its software-protected keys must no longer be used; for MPoC software."),
        BodyOption.Text("--package", "packageName", "NAME", "The package name; for applications."),
        BodyOption.Texts("--certificate", "certificateSha256s", "SHA256", "SHA-256 of a signing certificate, may be repeated."),
    ];

    private static OperatorCommand About(CommandContext context, string verb, string resource, string done, string description, IReadOnlyList<BodyOption> body, string example) => SendCommand.Build(
        context,
        new Sending
        {
            Verb = verb,
            Description = description,
            Method = HttpMethod.Post,
            Arguments = [CommandContext.Id("component"), SendCommand.Segment("VERSION", "The version.")],
            Path = a => ["components", a[0], "versions", a[1], resource],
            Body = body,
            What = a => $"version {a[1]}",
            Done = done,
        },
        example);
}
