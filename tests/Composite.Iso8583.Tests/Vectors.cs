using Composite.Iso8583.Specs;

namespace Composite.Iso8583.Tests;

/// <summary>The checked-in messages.</summary>
internal static class Vectors
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Data");

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Root, "iso8583-1987-ascii", name + ".dat"));

    public static IReadOnlyList<byte[]> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "iso8583-1987-ascii"), "*.dat").Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
    ];

    public static IReadOnlyList<byte[]> FuzzSeeds { get; } =
    [
        .. File.ReadLines(Path.Combine(Root, "fuzz", "seeds.hex"))
            .Select(line => line.Split('#')[0].Trim())
            .Where(line => line.Length > 0)
            .Select(Convert.FromHexString),
    ];

    public static IReadOnlyList<Iso8583Spec> Specs { get; } = [Iso8583Specs.Ascii1987, Iso8583Specs.Binary1987, Iso8583Specs.Packed1987];

    public static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    public static Iso8583Message Parse(Iso8583Spec spec, ReadOnlySpan<byte> wire) => Iso8583Message.Parse(spec, wire) switch
    {
        ParseResult.Parsed parsed => parsed.Message,
        ParseResult.Malformed malformed => throw new InvalidOperationException(malformed.Error.ToString()),
        _ => throw new InvalidOperationException(),
    };

    public static byte[] Encode(Iso8583Message message) => message.Encode() switch
    {
        EncodeResult.Encoded encoded => encoded.Bytes.ToArray(),
        EncodeResult.Refused refused => throw new InvalidOperationException(refused.Error.ToString()),
        _ => throw new InvalidOperationException(),
    };
}
