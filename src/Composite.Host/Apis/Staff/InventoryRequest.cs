using System.Buffers.Text;
using System.Globalization;
using System.Reflection;
using System.Text;
using Composite.Domain.Components;
using Composite.Domain.Inventory;
using Composite.Domain.Ports;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Queries;

namespace Composite.Host.Apis.Staff;

/// <summary>A question to the inventory, read from the query.</summary>
internal sealed class InventoryRequest : IKnownQuery, IBindableFromHttpContext<InventoryRequest>
{
    private InventoryRequest(InventoryQuery query, AsOfQuery instants, PageRequest page, ApiProblem? problem) =>
        (Query, Instants, Page, Problem) = (query, instants, page, problem);

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("view", typeof(InventoryView)), .. AsOfQuery.Parameters,
        new("kind", typeof(ComponentKind)), new("status", typeof(CertificationStatus)), new("vendor", typeof(string)), new("thirdPartyId", typeof(string)),
        new("solutionId", typeof(string)), new("version", typeof(string)), new("listing", typeof(string)), new("laboratory", typeof(string)),
        new("standardVersion", typeof(string)), new("productType", typeof(ListingProductType)), new("entryMode", typeof(EntryMode)), new("cvm", typeof(Cvm)),
        new("expiresBefore", typeof(DateOnly)), new("expiresAfter", typeof(DateOnly)), new("cryptoExpiresBefore", typeof(DateOnly)),
        new("dependsOn", typeof(string)), new("usedBy", typeof(string)), new("text", typeof(string)), new("sort", typeof(InventorySort)),
        .. ListQuery.Parameters,
    ];

    public InventoryQuery Query { get; }

    public AsOfQuery Instants { get; }

    /// <summary>The row behind which to begin is its key.</summary>
    public PageRequest Page { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<InventoryRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryReader reader = new(context);
        AsOfQuery instants = AsOfQuery.Read(reader);
        PageRequest page = ListQuery.Read(reader);
        if (page.After is { } cursor)
        {
            (AsOfQuery? Instants, string Key) position = ReadCursor(cursor);
            if (position.Instants is null) reader.Refuse("invalid-value", "after", "It is not a cursor of this list.", "Give the next of an earlier answer.");
            (instants, page) = (position.Instants ?? instants, page with { After = position.Key });
        }

        InventoryQuery query = new(reader.Name<InventoryView>("view") ?? InventoryView.Components, Filter(reader), reader.Name<InventorySort>("sort") ?? InventorySort.Id, instants.AsOf);
        return new(new InventoryRequest(query, instants, page, reader.Problem));
    }

    /// <summary>A cursor holds the instants of its list: the next page is of the same ones, whatever was recorded meanwhile.</summary>
    public string Cursor(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Instants.AsOf.ValidAt.UtcTicks} {Instants.KnownAt.UtcTicks} {key}")));

    private static (AsOfQuery? Instants, string Key) ReadCursor(string cursor)
    {
        if (!Base64Url.IsValid(cursor)) return (null, string.Empty);
        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ', 3);
        if (parts.Length != 3 || Ticks(parts[0]) is not { } validAt || Ticks(parts[1]) is not { } knownAt) return (null, string.Empty);
        return (new AsOfQuery(new Domain.AsOf(validAt, knownAt), knownAt), parts[2]);
    }

    private static DateTimeOffset? Ticks(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) && ticks <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    private static InventoryFilter Filter(QueryReader reader) => new()
    {
        Kind = reader.Name<ComponentKind>("kind"),
        Status = reader.Name<CertificationStatus>("status"),
        Vendor = reader.Text("vendor"),
        ThirdPartyId = reader.Text("thirdPartyId"),
        SolutionId = reader.Text("solutionId"),
        Version = reader.Text("version"),
        Listing = reader.Text("listing"),
        Laboratory = reader.Text("laboratory"),
        StandardVersion = reader.Text("standardVersion"),
        ProductType = reader.Name<ListingProductType>("productType"),
        EntryMode = reader.Name<EntryMode>("entryMode"),
        Cvm = reader.Name<Cvm>("cvm"),
        ExpiresBefore = reader.Day("expiresBefore"),
        ExpiresAfter = reader.Day("expiresAfter"),
        CryptoExpiresBefore = reader.Day("cryptoExpiresBefore"),
        DependsOn = reader.Text("dependsOn"),
        UsedBy = reader.Text("usedBy"),
        Text = reader.Text("text"),
    };
}
