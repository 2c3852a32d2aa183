namespace Composite.Contracts.Acquirers;

/// <summary>An acquirer; the key is its id.</summary>
[Alias("acquirer-grain")]
public interface IAcquirerGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<CommandResult> ExecuteAsync(AcquirerCommand command, string actor, CancellationToken cancellationToken);
}

/// <summary>A command about one acquirer.</summary>
[GenerateSerializer, Immutable, Alias("acquirer-command")]
public abstract record AcquirerCommand;

/// <summary>Registers an acquirer, or replaces its facts as a whole.</summary>
[GenerateSerializer, Immutable, Alias("register-acquirer")]
public sealed record RegisterAcquirer : AcquirerCommand
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required string Dialect { get; init; }
    [Id(2)] public required string Host { get; init; }
    [Id(3)] public required int Port { get; init; }

    /// <summary>SHA-256 of the host's TLS certificate, 64 hexadecimal digits in lower case; left out for plain TCP on a private line.</summary>
    [Id(4)] public string? TlsCertificateSha256 { get; init; }

    /// <summary>Acquiring institution identification code, 1 to 11 digits.</summary>
    [Id(5)] public required string InstitutionId { get; init; }

    /// <summary>How long an answer may take, 1000 to 120000 milliseconds.</summary>
    [Id(6)] public required int ResponseTimeoutMs { get; init; }

    /// <summary>Most requests without an answer at once, 1 to 10000.</summary>
    [Id(7)] public required int MaxInFlight { get; init; }
}

/// <summary>Sends payments to the acquirer (<see cref="Active"/>), or no more.</summary>
[GenerateSerializer, Immutable, Alias("set-acquirer-active")]
public sealed record SetAcquirerActive : AcquirerCommand
{
    [Id(0)] public required bool Active { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Within how many hours the contract has the acquirer told of a security issue, and whom.</summary>
[GenerateSerializer, Immutable, Alias("set-notification-terms")]
public sealed record SetNotificationTerms : AcquirerCommand
{
    /// <summary>1 to 2160.</summary>
    [Id(0)] public required int Hours { get; init; }
    [Id(1)] public required NotificationContact Contact { get; init; }
}

/// <summary>A person or desk to tell.</summary>
[GenerateSerializer, Immutable, Alias("notification-contact")]
public sealed record NotificationContact
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required string Email { get; init; }
    [Id(2)] public string? Phone { get; init; }
}
