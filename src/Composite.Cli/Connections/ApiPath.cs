namespace Composite.Cli.Connections;

/// <summary>Builds addresses below the server's, every part escaped.</summary>
internal static class ApiPath
{
    public static string Of(params IEnumerable<string> segments) => string.Join('/', segments.Prepend("v1").Select(Uri.EscapeDataString));

    /// <summary>Adds what is given to the path as a query; parameters without a value are left out.</summary>
    public static string Query(string path, IEnumerable<(string Name, string? Value)> parameters)
    {
        string query = string.Join('&', parameters.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
