namespace Composite.Sandbox.Tests;

/// <inheritdoc cref="SandboxProcess.Collection"/>
[CollectionDefinition(SandboxProcess.Collection, DisableParallelization = true)]
public sealed class ProcessCollection;
