namespace Composite.Cli;

/// <summary>How the tool ends. The numbers are a contract with scripts; the help of <c>composite</c> lists them.</summary>
internal enum ExitCode
{
    /// <summary>Done, or so already.</summary>
    Ok = 0,

    /// <summary>The server refused the command, or a check found problems.</summary>
    Refused = 1,

    /// <summary>The command line cannot be understood, or lacks something.</summary>
    Usage = 2,

    /// <summary>The server cannot be reached, its certificate is not trusted, it is not able to answer, or the credential does not permit this.</summary>
    Unavailable = 3,

    /// <summary>The thing asked for does not exist.</summary>
    NotFound = 4,

    /// <summary>Interrupted from the keyboard (128 + SIGINT, as shells report it).</summary>
    Interrupted = 130,
}
