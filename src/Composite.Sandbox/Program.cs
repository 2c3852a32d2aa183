using Composite.Sandbox;
using Composite.Sandbox.Hosting;

return args is [HostChild.Argument, .. string[] hostArguments] ? HostChild.Run(hostArguments) : await SandboxCommand.RunAsync(args);
