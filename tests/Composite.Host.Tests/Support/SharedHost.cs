using Xunit;

namespace Composite.Host.Tests.Support;

/// <summary>Tests that share one host: starting one costs more than most tests. They run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedHost : ICollectionFixture<TestHost>
{
    public const string Name = "shared host";
}
