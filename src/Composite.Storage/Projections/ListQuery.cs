using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Composite.Storage.Projections;

/// <summary>A list's statement: columns are literals of the code, values are parameters, what is null filters nothing.</summary>
internal sealed class ListQuery(string select)
{
    private readonly StringBuilder _where = new();
    private readonly List<object> _values = [];
    private string _tail = string.Empty;

    public ListQuery Equal(string column, string? value) => After(column, "=", value);

    public ListQuery After(string column, string comparison, object? value)
    {
        if (value is null) return this;
        _values.Add(value);
        _where.Append(_values.Count == 1 ? " WHERE " : " AND ").Append(CultureInfo.InvariantCulture, $"{column} {comparison} $p{_values.Count}");
        return this;
    }

    /// <summary>Asks for one row more than <paramref name="limit"/>: it tells whether there is a next page.</summary>
    public ListQuery OrderBy(string order, int limit)
    {
        _tail = string.Create(CultureInfo.InvariantCulture, $" ORDER BY {order} LIMIT {limit + 1}");
        return this;
    }

    public SqliteCommand Command(SqliteConnection connection)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Columns and order are literals; values are parameters.
        command.CommandText = select + _where + _tail;
#pragma warning restore CA2100
        for (int i = 0; i < _values.Count; i++) command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"$p{i + 1}"), _values[i]);
        return command;
    }
}
