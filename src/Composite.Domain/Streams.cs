namespace Composite.Domain;

/// <summary>Names of the journal's streams: <c>category/id</c>.</summary>
public static class Streams
{
    public const string Component = "component";
    public const string Solution = "solution";
    public const string Merchant = "merchant";
    public const string Device = "device";

    /// <summary>All payments of one device: one stream, so that key serial numbers, trace numbers and limits are fenced with them.</summary>
    public const string Payments = "payments";
    public const string Acquirer = "acquirer";
    public const string Policy = "policy";
    public const string Staff = "staff";
    public const string ThirdParty = "third-party";

    /// <summary>All waivers, one stream: few, and each is decided by two people.</summary>
    public const string Waivers = "waivers";

    /// <summary>What is known of the documents in the vault, one stream.</summary>
    public const string Evidence = "evidence";

    /// <summary>The controls' owners, statements and mappings, one stream.</summary>
    public const string Controls = "controls";

    /// <summary>A security issue in a component.</summary>
    public const string Case = "case";

    /// <summary>Who is told by webhook.</summary>
    public const string Webhook = "webhook";

    /// <summary>Notices that were issued, one stream.</summary>
    public const string Notices = "notices";

    /// <summary>An import of listings.</summary>
    public const string Import = "import";

    /// <summary>Who took a listing's reference; the id is the reference.</summary>
    public const string Listing = "listing";

    /// <summary>That listings came to name others, one stream.</summary>
    public const string ListingDependencies = "listing-dependencies";

    /// <summary>The id of the one stream that the members of staff, the policies and the waivers each have.</summary>
    public const string Only = "main";

    public static string Of(string category, string id) => string.Concat(category, "/", id);

    public static (string Category, string Id) Split(string stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        int slash = stream.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (stream, string.Empty) : (stream[..slash], stream[(slash + 1)..]);
    }
}
