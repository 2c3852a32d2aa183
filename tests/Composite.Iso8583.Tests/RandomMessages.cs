using Composite.Iso8583.Fields;
using Composite.Iso8583.Specs;
using Composite.Iso8583.Tlv;

namespace Composite.Iso8583.Tests;

/// <summary>Valid messages of any spec, each from a seed.</summary>
internal static class RandomMessages
{
    private const int MaxVariableLength = 60;
    private const string Letters = " ABCXYZabcxyz";
    private static readonly uint[] PrimitiveTags = [0x82, 0x84, 0x95, 0x9A, 0x9F02, 0x9F10, 0x9F26, 0x9F37, 0xDF8101, 0xDF818203];
    private static readonly uint[] ConstructedTags = [0x70, 0x77, 0xBF0C, 0xFF8101];

    public static (Iso8583Message Message, Dictionary<int, byte[]> Values) Create(Iso8583Spec spec, int seed)
    {
        var random = new Random(seed);
        var values = new Dictionary<int, byte[]>();
        Iso8583Message message = new Iso8583Message(spec).Begin(Mti.FinancialRequest);
        foreach (FieldSpec field in spec.Definition.Fields)
        {
            if (random.Next(3) != 0)
                continue;
            byte[] value = Value(field, random);
            values[field.Number] = value;
            message.Set(field.Number, value);
        }

        return (message, values);
    }

    public static byte[] Value(FieldSpec field, Random random)
    {
        if (field.Content == FieldContent.BerTlv)
            return Tlv(random, 0);
        int length = field.Form == LengthForm.Fixed
            ? field.MaxLength
            : random.Next(field.MinLength, Math.Min(field.MaxLength, MaxVariableLength) + 1);
        byte[] value = new byte[length];
        for (int i = 0; i < length; i++)
            value[i] = Character(field.Kind, i, random);
        return value;
    }

    public static byte[] Tlv(Random random, int depth)
    {
        var writer = new TlvWriter(new byte[2048]);
        foreach (uint tag in PrimitiveTags)
        {
            if (random.Next(3) != 0)
                continue;
            byte[] value = new byte[random.Next(10) == 0 ? random.Next(128, 150) : random.Next(0, 12)];
            random.NextBytes(value);
            Assert(writer.TryWrite(tag, depth > 0 ? value.AsSpan(0, Math.Min(value.Length, 12)) : value));
        }

        if (depth < 3 && random.Next(2) == 0)
        {
            Assert(writer.TryBegin(ConstructedTags[random.Next(ConstructedTags.Length)], out int mark));
            byte[] inner = Tlv(random, depth + 1);
            var reader = new TlvReader(inner);
            while (reader.TryRead(out TlvElement element))
                Assert(writer.TryWrite(element.Tag, element.Value));
            Assert(writer.TryEnd(mark));
        }

        return writer.WrittenSpan.ToArray();
    }

    private static byte Character(FieldKind kind, int index, Random random) => kind switch
    {
        FieldKind.XN when index == 0 => (byte)"CD"[random.Next(2)],
        FieldKind.N or FieldKind.XN => (byte)random.Next('0', '9' + 1),
        FieldKind.A => (byte)Letters[random.Next(Letters.Length)],
        FieldKind.AN => (byte)(random.Next(2) == 0 ? random.Next('0', '9' + 1) : Letters[random.Next(Letters.Length)]),
        FieldKind.ANS => (byte)random.Next(0x20, 0x7F),
        FieldKind.Z => (byte)"0123456789="[random.Next(11)],
        _ => (byte)random.Next(256),
    };

    private static void Assert(bool done)
    {
        if (!done)
            throw new InvalidOperationException("The generator's buffer is too small.");
    }
}
