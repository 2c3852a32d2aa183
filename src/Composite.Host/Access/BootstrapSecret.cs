using System.Security.Cryptography;
using System.Text;
using Composite.Domain.Staff;
using Composite.Host.Apis.Bodies;
using Composite.Host.Hosting;

namespace Composite.Host.Access;

/// <summary>
/// The one-time secret with which the first administrator is added. Made and shown at the first start; the data folder keeps its
/// digest. It is void once anybody was added. Who lost it before using it deletes the digest's file and starts again.
/// </summary>
internal sealed class BootstrapSecret(DataFolder folder, StaffDirectory staff)
{
    /// <summary>Makes the secret when nobody of the staff was ever added and none is out; otherwise null.</summary>
    public async ValueTask<string?> IssueAsync(CancellationToken cancellationToken)
    {
        StaffMembers members = await staff.ReadAsync(cancellationToken);
        if (members.Bootstrapped)
        {
            File.Delete(folder.BootstrapDigest);
            return null;
        }

        if (File.Exists(folder.BootstrapDigest)) return null;
        string secret = Secrets.NewCredential();
        DataFolder.WritePrivate(folder.BootstrapDigest, Encoding.ASCII.GetBytes(Ids.Sha256(secret)));
        return secret;
    }

    public async ValueTask<bool> IsRightAsync(string secret, CancellationToken cancellationToken)
    {
        StaffMembers members = await staff.ReadAsync(cancellationToken);
        if (members.Bootstrapped || !File.Exists(folder.BootstrapDigest)) return false;
        byte[] kept = await File.ReadAllBytesAsync(folder.BootstrapDigest, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(kept, Encoding.ASCII.GetBytes(Ids.Sha256(secret)));
    }
}
