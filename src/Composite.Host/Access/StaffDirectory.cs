using System.Security.Cryptography;
using System.Text;
using Composite.Domain;
using Composite.Domain.Ports;
using Composite.Domain.Staff;
using Composite.Host.Apis.Bodies;

namespace Composite.Host.Access;

/// <summary>Who of the staff holds which credential.</summary>
internal sealed class StaffDirectory(IJournal journal, IFacts facts, TimeProvider time) : IDisposable
{
    /// <summary>The staff's one stream, and its grain's key.</summary>
    public const string Key = Streams.Only;

    private readonly FollowedStream<StaffMembers> _members = new(
        Streams.Of(Streams.Staff, Key), StaffMembers.None, (members, @event, recorded) => members.Evolve(@event, recorded.Actor, recorded.RecordedAt), journal, facts, time);

    public ValueTask<StaffMembers> ReadAsync(CancellationToken cancellationToken) => _members.ReadAsync(cancellationToken);

    /// <summary>The member with this credential, or null. It is found by its digest, so the time taken tells nothing about a credential.</summary>
    public async ValueTask<StaffMember?> FindAsync(string credential, CancellationToken cancellationToken)
    {
        string digest = Ids.Sha256(credential);
        StaffMembers members = await ReadAsync(cancellationToken);
        return members.ByCredential.TryGetValue(digest, out StaffMember? member)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(digest), Encoding.ASCII.GetBytes(member.CredentialSha256))
            ? member
            : null;
    }

    /// <summary>The id of the member whose calendar program has this token, or null.</summary>
    public async ValueTask<string?> FindByCalendarTokenAsync(string token, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).CalendarTokens.GetValueOrDefault(Ids.Sha256(token));

    public void Dispose() => _members.Dispose();
}
