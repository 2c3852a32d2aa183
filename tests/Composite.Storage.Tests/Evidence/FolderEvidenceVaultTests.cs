using System.Security.Cryptography;
using Composite.Domain.Ports;
using Composite.Storage.Evidence;
using CsCheck;
using Xunit;
using static Composite.Storage.Tests.Evidence.VaultFolderOfTest;

namespace Composite.Storage.Tests.Evidence;

/// <summary>What is put comes back, once, unchanged; what a crash leaves is cleaned; what is damaged is never handed out.</summary>
public sealed class FolderEvidenceVaultTests : IDisposable
{
    private readonly VaultFolderOfTest _folder = new();

    [Fact]
    public async Task PutThenOpen_AnyText_GivesTheSameBytesUnderTheirHash()
    {
        using FolderEvidenceVault vault = _folder.Open();
        await Gen.Char['a', 'z'].Array[1, 5000].SampleAsync(
            async characters =>
            {
                byte[] document = Text(new string(characters));
                EvidencePut.Kept kept = await KeepAsync(vault, document);
                Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(document)), document.Length), (kept.Sha256, kept.Bytes));
                Assert.True(vault.Exists(kept.Sha256));
                Assert.Equal(document, await ReadAsync(vault, kept.Sha256));
            },
            iter: 30);
        Assert.Empty(_folder.Incoming);
    }

    [Fact]
    public async Task Put_SameBytesTwice_IsTheSameDocumentAndCountsOnce()
    {
        using FolderEvidenceVault vault = _folder.Open();
        EvidencePut.Kept first = await KeepAsync(vault, Pdf("report"));
        DateTime written = File.GetLastWriteTimeUtc(_folder.PathOf(first.Sha256));
        EvidencePut.Kept second = await KeepAsync(vault, Pdf("report"));
        Assert.Equal((false, true), (first.WasThere, second.WasThere));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder.PathOf(first.Sha256)));
        Assert.Equal(first.Bytes, vault.TotalBytes);
    }

    [Fact]
    public async Task Put_SameBytesAtOnce_OneIsPlacedAndAllSucceed()
    {
        using FolderEvidenceVault vault = _folder.Open();
        long total = 0;

        // Whether two find the name free at once is chance: so many rounds.
        for (int round = 0; round < 300; round++)
        {
            byte[] document = Pdf($"at once {round}");
            EvidencePut.Kept[] kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => KeepAsync(vault, document))));
            Assert.Single(kept.Select(k => k.Sha256).Distinct());
            Assert.Equal(1, kept.Count(k => !k.WasThere));
            Assert.Equal(total += kept[0].Bytes, vault.TotalBytes);
        }

        Assert.Empty(_folder.Incoming);
    }

    [Fact]
    public async Task Open_AfterACrash_RemovesWhatWasHalfWrittenAndKeepsTheRest()
    {
        string sha256;
        using (FolderEvidenceVault vault = _folder.Open()) sha256 = (await KeepAsync(vault, Pdf("kept"))).Sha256;
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "incoming", "00000001"), "half");
        using FolderEvidenceVault again = _folder.Open();
        Assert.Empty(_folder.Incoming);
        Assert.True(again.Exists(sha256));
        Assert.Equal(new FileInfo(_folder.PathOf(sha256)).Length, again.TotalBytes);
    }

    [Fact]
    public async Task Open_DamagedDocument_IsNeverHandedOut()
    {
        using FolderEvidenceVault vault = _folder.Open();
        string sha256 = (await KeepAsync(vault, Pdf("original"))).Sha256;
        File.SetAttributes(_folder.PathOf(sha256), FileAttributes.Normal);
        await File.WriteAllBytesAsync(_folder.PathOf(sha256), Pdf("forged"));
        EvidenceVaultException reading = await Assert.ThrowsAsync<EvidenceVaultException>(async () => await vault.OpenAsync(sha256, CancellationToken.None));
        EvidenceVaultException putting = await Assert.ThrowsAsync<EvidenceVaultException>(() => PutAsync(vault, Pdf("original")));
        Assert.Equal((EvidenceVaultFault.Damaged, EvidenceVaultFault.Damaged), (reading.Fault, putting.Fault));
        Assert.Contains(sha256, reading.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../../journal.db")]
    [InlineData("incoming")]
    [InlineData("9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08")]
    public async Task Open_WhatIsNoHash_IsNothing(string name)
    {
        using FolderEvidenceVault vault = _folder.Open();
        Assert.False(vault.Exists(name));
        Assert.Null(await vault.OpenAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task Put_AtAndAboveTheDocumentsBound_IsKeptAndRefused()
    {
        using FolderEvidenceVault vault = _folder.Open();
        byte[] most = new byte[MaxDocumentBytes];
        Array.Fill(most, (byte)'a');
        Assert.Equal(MaxDocumentBytes, (await KeepAsync(vault, most)).Bytes);
        Assert.Equal("too-large", (await RefusedAsync(vault, [.. most, (byte)'a'])).Code);
        Assert.Equal("empty", (await RefusedAsync(vault, [])).Code);
        Assert.Empty(_folder.Incoming);
    }

    [Fact]
    public async Task Put_AboveTheVaultsBound_IsRefusedAndKnownBytesAreNot()
    {
        using FolderEvidenceVault vault = _folder.Open(_folder.Options with { MaxTotalBytes = 100 });
        byte[] first = Text(new string('a', 90));
        await KeepAsync(vault, first);
        Assert.Equal("vault-full", (await RefusedAsync(vault, Text(new string('b', 11)))).Code);
        Assert.True((await KeepAsync(vault, first)).WasThere);
        await KeepAsync(vault, Text(new string('c', 10)));
        Assert.Equal(100, vault.TotalBytes);
    }

    [Fact]
    public async Task Put_MoreAtOnceThanTheBound_IsUnavailableAndLaterNot()
    {
        using FolderEvidenceVault vault = _folder.Open(_folder.Options with { MaxUploads = 1 });
        TaskCompletionSource gate = new();
        Task<EvidencePut> slow = vault.PutAsync(new GatedStream(gate.Task, Pdf("slow")), CancellationToken.None).AsTask();
        EvidenceVaultException e = await Assert.ThrowsAsync<EvidenceVaultException>(() => PutAsync(vault, Pdf("second")));
        Assert.Equal(EvidenceVaultFault.Unavailable, e.Fault);
        gate.SetResult();
        Assert.IsType<EvidencePut.Kept>(await slow);
        await KeepAsync(vault, Pdf("second"));
    }

    [Fact]
    public async Task Put_SourceBreaksOff_LeavesNothing()
    {
        using FolderEvidenceVault vault = _folder.Open();
        await Assert.ThrowsAsync<IOException>(async () => await vault.PutAsync(new GatedStream(Task.FromException(new IOException("gone")), Pdf("x")), CancellationToken.None));
        Assert.Empty(_folder.Incoming);
        Assert.Equal(0, vault.TotalBytes);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<byte[]> ReadAsync(FolderEvidenceVault vault, string sha256)
    {
        await using Stream content = (await vault.OpenAsync(sha256, CancellationToken.None))!;
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>Gives its bytes once the gate is open.</summary>
    private sealed class GatedStream(Task gate, byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await gate;
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
