using System.Text;
using System.Text.Json.Nodes;
using Composite.Attestation.Verifiers.Ear;
using Composite.Domain.Ports;
using Xunit;

namespace Composite.Attestation.Tests.Verifiers.Ear;

/// <summary>Tokens whose signature is good and whose claims are not.</summary>
public sealed class EarClaimsTests : IDisposable
{
    private readonly Token _token = new();
    private readonly EarVerifier _verifier = new();

    public static TheoryData<string> NeededClaims => new(
        "eat_profile",
        "iat",
        "eat_nonce",
        "ear_verifier_id.developer",
        "ear_verifier_id.build",
        "submods.cots",
        "submods.cots.ear_status",
        "submods.cots.ear_appraisal_policy_ids",
        "composite.device|deviceId",
        "composite.device|sdkVersion",
        "composite.device|platform.os",
        "composite.device|platform.osVersion",
        "composite.device|platform.patchLevel",
        "composite.device|platform.model",
        "composite.device|application.packageName",
        "composite.device|application.certificateSha256",
        "composite.device|application.version");

    public static TheoryData<string, string> WrongValues => new()
    {
        { "iat", "1767225600.5" },
        { "iat", "-1" },
        { "iat", "253402300800" },
        { "iat", "\"1767225600\"" },
        { "exp", "true" },
        { "eat_nonce", "\"short\"" },
        { "eat_nonce", "[\"0199a0b2:card\"]" },
        { "eat_nonce", $"\"{new string('n', 89)}\"" },
        { "ear_verifier_id", "\"https://am.example\"" },
        { "ear_verifier_id.developer", "\"\"" },
        { "submods", "[]" },
        { "submods.cots", "null" },
        { "submods.cots.ear_status", "2" },
        { "submods.cots.ear_status", "\"AFFIRMING\"" },
        { "submods.cots.ear_trustworthiness_vector", "{\"hardware\": 128}" },
        { "submods.cots.ear_trustworthiness_vector", "{\"hardware\": \"2\"}" },
        { "submods.cots.ear_appraisal_policy_ids", "[]" },
        { "submods.cots.ear_appraisal_policy_ids", "[\"a\",\"b\"]" },
        { "composite.device|deviceId", $"\"{new string('d', 81)}\"" },
        { "composite.device|deviceId", "\"device\\u000a1\"" },
        { "composite.device|platform.patchLevel", "\"2025-12-5\"" },
        { "composite.device|platform.patchLevel", "\"2025-02-30\"" },
        { "composite.device|application.certificateSha256", "\"4bf5\"" },
        { "composite.device|application.certificateSha256", $"\"{new string('g', 64)}\"" },
    };

    public void Dispose() => _token.Dispose();

    [Theory]
    [MemberData(nameof(NeededClaims))]
    public void Verify_NeededClaimAbsent_NamesIt(string path)
    {
        byte[] token = _token.With(claims => Parent(claims, path, out string name).Remove(name));

        Refused(AttestationDefect.MissingClaim, path.Replace('|', '.'), token);
    }

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void Verify_WrongValue_NamesTheClaim(string path, string json)
    {
        byte[] token = _token.With(claims => Parent(claims, path, out string name)[name] = JsonNode.Parse(json));

        Refused(AttestationDefect.InvalidClaim, path.Replace('|', '.'), token);
    }

    [Theory]
    [InlineData("tag:ietf.org,2025-07:ear")]
    [InlineData("tag:ietf.org,2026:rats/ear#03")]
    public void Verify_AnotherProfile_IsRefused(string profile) =>
        Refused(AttestationDefect.WrongProfile, "eat_profile", _token.With(claims => claims["eat_profile"] = profile));

    [Fact]
    public void Verify_AnotherAttesterBesideTheDevice_IsRefused() =>
        Refused(AttestationDefect.WrongProfile, "submods", _token.With(claims =>
            claims["submods"]!["scrp"] = new JsonObject { ["ear_status"] = "contraindicated" }));

    [Theory]
    [InlineData("affirming", 32)]
    [InlineData("affirming", 96)]
    [InlineData("affirming", -33)]
    [InlineData("affirming", -128)]
    [InlineData("warning", 96)]
    [InlineData("warning", -97)]
    public void Verify_StatusBetterThanTheVector_IsRefused(string status, int worst) =>
        Refused(AttestationDefect.Contradiction, "submods.cots.ear_status", WithVector(status, worst));

    [Theory]
    [InlineData("affirming", 31)]
    [InlineData("affirming", -32)]
    [InlineData("affirming", 1)]
    [InlineData("warning", 95)]
    [InlineData("warning", -96)]
    [InlineData("contraindicated", 96)]
    [InlineData("none", 127)]
    public void Verify_StatusNoBetterThanTheVector_IsRead(string status, int worst) =>
        Assert.IsType<AttestationVerdict.Appraised>(_verifier.Verify(WithVector(status, worst), _token.Keys));

    [Theory]
    [InlineData("ear_status", "\"warning\"", "ear_status")]
    [InlineData("submods.cots.eat_nonce", "\"another-payment:card\"", "submods.cots.eat_nonce")]
    [InlineData("exp", "1767225600", "exp")]
    [InlineData("nbf", "1767225601", "nbf")]
    public void Verify_ClaimsThatContradict_AreRefused(string path, string json, string field)
    {
        byte[] token = _token.With(claims => Parent(claims, path, out string name)[name] = JsonNode.Parse(json));

        Refused(AttestationDefect.Contradiction, field, token);
    }

    [Theory]
    [InlineData("{\"iat\":1,\"iat\":2}", AttestationDefect.DuplicateClaim, "iat")]
    [InlineData("{\"a\":{\"b\":1,\"c\":[{\"d\":1,\"d\":2}]}}", AttestationDefect.DuplicateClaim, "d")]
    [InlineData("{\"unknown\":1,\"unknown\":1}", AttestationDefect.DuplicateClaim, "unknown")]
    [InlineData("{\"i\\u0061t\":1}", AttestationDefect.MalformedClaims, "claims")]
    [InlineData("{\"a\":\"\\ud800\"}", AttestationDefect.MalformedClaims, "claims")]
    [InlineData("{\"a\":1}{}", AttestationDefect.MalformedClaims, "claims")]
    [InlineData("{\"a\":1,}", AttestationDefect.MalformedClaims, "claims")]
    [InlineData("[{}]", AttestationDefect.MalformedClaims, "claims")]
    [InlineData("\"text\"", AttestationDefect.MalformedClaims, "claims")]
    [InlineData("", AttestationDefect.MalformedClaims, "claims")]
    [InlineData("{\"a\":[[[[[[[[0]]]]]]]]}", AttestationDefect.MalformedClaims, "claims")]
    public void Verify_JsonThatIsNotOneUnambiguousObject_IsRefused(string json, AttestationDefect defect, string field) =>
        Refused(defect, field, _token.Sign(Token.Header().ToJsonString(), json));

    [Fact]
    public void Verify_NotUtf8_IsRefused() =>
        Refused(AttestationDefect.MalformedClaims, "claims", _token.Sign(
            Encoding.UTF8.GetBytes(Token.Header().ToJsonString()),
            [.. "{\"a\":\""u8, 0xC0, 0xAF, .. "\"}"u8]));

    [Fact]
    public void Verify_SameNameInDifferentObjects_IsRead() =>
        Assert.IsType<AttestationVerdict.Appraised>(_verifier.Verify(
            _token.With(claims => claims["x"] = JsonNode.Parse("""[{"iat":1},{"iat":1,"x":{"iat":1}}]""")), _token.Keys));

    [Fact]
    public void Verify_MembersAtTheBound_AreReadAndOneMoreIsRefused()
    {
        int present = CountMembers(Token.Claims());
        byte[] At(int count) => _token.With(claims =>
        {
            for (int i = present; i < count; i++)
                claims[$"x{i}"] = 0;
        });

        Assert.IsType<AttestationVerdict.Appraised>(_verifier.Verify(At(EarProfile.MaxMembers), _token.Keys));
        Refused(AttestationDefect.MalformedClaims, "claims", At(EarProfile.MaxMembers + 1));
    }

    private static int CountMembers(JsonNode? node) =>
        node is JsonObject members ? members.Count + members.Sum(member => CountMembers(member.Value)) : 0;

    private static JsonObject Parent(JsonObject claims, string path, out string name)
    {
        // Our own claim's name holds a dot: it is split off with a bar.
        string[] names = path.Split('|') is [var own, var rest] ? [own, .. rest.Split('.')] : path.Split('.');
        name = names[^1];
        return names[..^1].Aggregate(claims, (parent, child) => parent[child]!.AsObject());
    }

    private byte[] WithVector(string status, int worst) => _token.With(claims =>
    {
        JsonNode cots = claims["submods"]!["cots"]!;
        cots["ear_status"] = status;
        cots["ear_trustworthiness_vector"] = new JsonObject { ["hardware"] = 2, ["executables"] = worst, ["file-system"] = 0 };
    });

    private void Refused(AttestationDefect defect, string field, byte[] token)
    {
        var refused = Assert.IsType<AttestationVerdict.NotAppraised>(_verifier.Verify(token, _token.Keys));
        Assert.Equal((defect, field), (refused.Defect, refused.Field));
    }
}
