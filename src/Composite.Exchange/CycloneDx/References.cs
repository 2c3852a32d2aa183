namespace Composite.Exchange.CycloneDx;

/// <summary>The <c>bom-ref</c>s of a document: one thing has one reference, the same in every export.</summary>
internal static class References
{
    public const string Standard = "standard:certification";
    public const string Listed = "requirement:listed";
    public const string Compliant = "requirement:compliant";

    public static string Solution(string id) => $"solution:{id}";

    public static string Component(string id) => $"component:{id}";

    public static string Version(string componentId, string version) => $"component:{componentId}@{version}";

    public static string Assessor(string name) => $"assessor:{name}";

    public static string Claim(string subject, string what) => $"claim:{subject}:{what}";

    public static string Evidence(string subject, string what) => $"evidence:{subject}:{what}";

    /// <summary>A listing is named by a URN: the pages of the PCI website have no addresses that last.</summary>
    public static string ListingUrn(string reference) => $"urn:composite:listing:{reference}";

    /// <summary>A document of the evidence vault.</summary>
    public static string DocumentUrn(string sha256) => $"urn:composite:evidence:{sha256}";
}
