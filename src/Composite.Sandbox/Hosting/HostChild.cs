using System.Diagnostics;
using System.Reflection;
using Composite.Host.Signatures;

namespace Composite.Sandbox.Hosting;

/// <summary>The Host within the sandbox's own executable: what the child process runs.</summary>
internal static class HostChild
{
    /// <summary>The hidden first argument that makes the executable the Host.</summary>
    public const string Argument = "host";

    /// <summary>Runs the Host as its own executable would, and ends with the parent, whatever ended that.</summary>
    public static int Run(string[] args)
    {
        // The parent holds the other end of standard input and never writes: an end of file says that it is gone. The Host's
        // journal is made to survive this.
        Thread watch = new(() =>
        {
            using Stream parent = Console.OpenStandardInput();
            while (parent.ReadByte() >= 0)
            {
            }

            using var self = Process.GetCurrentProcess();
            self.Kill();
        }) { IsBackground = true, Name = "parent watch" };
        watch.Start();

        MethodInfo main = typeof(RequestSigner).Assembly.EntryPoint ?? throw new InvalidOperationException("The Host has no entry point.");
        return (int)main.Invoke(null, [args])!;
    }
}
