using Composite.Acquirers.Dialects;
using Composite.Iso8583;
using Composite.Iso8583.Specs;

namespace Composite.Acquirers.Adapters;

/// <summary>What a request said in the fields that its answer repeats, kept until the answer comes.</summary>
internal readonly struct EchoSnapshot
{
    private const byte Absent = 0;

    private readonly byte[] _sent;

    private EchoSnapshot(byte[] sent) => _sent = sent;

    public static EchoSnapshot Take(Dialect dialect, Iso8583Message request)
    {
        byte[] sent = new byte[Length(dialect)];
        int at = 0;
        foreach (int field in dialect.EchoedFields)
        {
            request.Get(field).CopyTo(sent.AsSpan(at));
            at += FieldLength(dialect.Spec, field);
        }

        return new EchoSnapshot(sent);
    }

    /// <summary>The first field in which the answer contradicts the request; null when none does. A field that either lacks contradicts nothing.</summary>
    public int? FirstContradiction(Dialect dialect, Iso8583Message answer)
    {
        int at = 0;
        foreach (int field in dialect.EchoedFields)
        {
            int length = FieldLength(dialect.Spec, field);
            ReadOnlySpan<byte> sent = _sent.AsSpan(at, length);
            at += length;
            if (sent[0] != Absent && answer.TryGet(field, out ReadOnlySpan<byte> answered) && !answered.SequenceEqual(sent))
                return field;
        }

        return null;
    }

    private static int Length(Dialect dialect)
    {
        int length = 0;
        foreach (int field in dialect.EchoedFields)
            length += FieldLength(dialect.Spec, field);
        return length;
    }

    private static int FieldLength(Iso8583Spec spec, int field) => spec.Find(field)!.MaxLength;
}
