namespace Composite.Storage;

/// <summary>How a connection opens its file.</summary>
internal enum SqliteAccess
{
    /// <summary>Never writes to the main file, not even a checkpoint when it closes.</summary>
    Read,

    /// <summary>Reads and writes a file that exists.</summary>
    Write,

    /// <summary>Creates the file.</summary>
    Create,
}
