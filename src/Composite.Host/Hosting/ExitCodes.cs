namespace Composite.Host.Hosting;

/// <summary>How the process ends; the numbers are those of BSD's sysexits.h.</summary>
internal static class ExitCodes
{
    public const int Stopped = 0;

    /// <summary>The journal is not what it should be (EX_DATAERR).</summary>
    public const int JournalDamaged = 65;

    /// <summary>The journal, the certificate or the data folder can't be used (EX_IOERR).</summary>
    public const int Storage = 74;

    /// <summary>An option is out of its range (EX_CONFIG).</summary>
    public const int Options = 78;
}
