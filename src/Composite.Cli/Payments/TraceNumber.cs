using System.Globalization;
using System.Text.Json;
using Composite.Cli.Answers;

namespace Composite.Cli.Payments;

/// <summary>Shows a STAN as DE11 has it: six digits.</summary>
internal static class TraceNumber
{
    public static string Show(JsonElement element, string path) => element.Number(path)?.ToString("D6", CultureInfo.InvariantCulture) ?? string.Empty;
}
