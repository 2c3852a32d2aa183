using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Devices;

/// <summary>One device on the screen.</summary>
internal static class DeviceSheet
{
    public static void Show(Screen screen, JsonElement device)
    {
        screen.Title($"Device {device.Text("deviceId")}");
        screen.Fact("status", device.Text("status"), Tones.Of(device.Text("status")));
        screen.Fact("reason", device.Text("statusReason"));
        screen.Fact("trust", $"{device.Text("trust")}, computed for {Instants.Show(device.Text("asOf"))}", Tones.Of(device.Text("trust")));
        screen.Fact("merchant", device.Text("merchantId"));
        screen.Fact("solution", device.Text("solutionId"));
        screen.Fact("TID", device.Text("tid"));
        screen.Fact("acquirer", device.Text("acquirerId"));
        screen.Fact("SDK", device.Text("sdkComponentId"));
        screen.Fact("A&M service", device.Text("attestationServiceId"));
        screen.Fact("initial key", device.Text("initialKeyId") is { Length: > 0 } key ? $"{key}, key check value {device.Text("keyCheckValue")}" : string.Empty);
        screen.Fact("code valid until", Instants.Show(device.Text("activationCodeExpiresAt")));
        if (device.At("evidence") is { } evidence) ShowEvidence(screen, evidence);
    }

    private static void ShowEvidence(Screen screen, JsonElement evidence)
    {
        screen.Section("Last attestation result");
        screen.Fact("status", StatusWord(evidence), Tones.Of(StatusWord(evidence)));
        screen.Fact("issued", Instants.Show(evidence.Text("issuedAt")));
        screen.Fact("expires", Instants.Show(evidence.Text("expiresAt")));
        screen.Fact("verifier", $"{evidence.Text("verifierId")} {evidence.Text("verifierBuild")}, key {evidence.Text("keyId")}, policy {evidence.Text("policyId")}");
        screen.Fact("platform", $"{evidence.Text("os")} {evidence.Text("osVersion")}, patch level {evidence.Text("patchLevel")}, {evidence.Text("model")}");
        screen.Fact("SDK version", evidence.Text("sdkVersion"));
        screen.Fact("application", $"{evidence.Text("packageName")} {evidence.Text("applicationVersion")}");
        screen.Fact("signed with", evidence.Text("certificateSha256"));
    }

    // The trust tiers of an EAR (draft-ietf-rats-ear), as the API numbers them.
    private static string StatusWord(JsonElement evidence) => evidence.Number("status") switch
    {
        0 => "none",
        1 => "affirming",
        2 => "warning",
        3 => "contraindicated",
        _ => evidence.Text("status"),
    };
}
