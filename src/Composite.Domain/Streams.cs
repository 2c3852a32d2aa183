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

    public static string Of(string category, string id) => string.Concat(category, "/", id);

    public static (string Category, string Id) Split(string stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        int slash = stream.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (stream, string.Empty) : (stream[..slash], stream[(slash + 1)..]);
    }
}
