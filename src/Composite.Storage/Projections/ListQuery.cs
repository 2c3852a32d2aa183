using System.Globalization;
using System.Text;

namespace Composite.Storage.Projections;

/// <summary>A list's statement: columns are literals of the code, values are parameters, what is null filters nothing.</summary>
internal sealed class ListQuery(string select)
{
    private readonly StringBuilder _where = new();
    private readonly List<object> _values = [];
    private string _tail = string.Empty;

    public ListQuery Equal(string column, string? value) => After(column, "=", value);

    /// <param name="column">Or an expression.</param>
    /// <param name="comparison">The operator.</param>
    /// <param name="value">A text, a <see cref="long"/>, or null.</param>
    public ListQuery After(string column, string comparison, object? value)
    {
        if (value is null) return this;
        _values.Add(value);
        _where.Append(_values.Count == 1 ? " WHERE " : " AND ").Append(CultureInfo.InvariantCulture, $"{column} {comparison} ?");
        return this;
    }

    /// <summary>Asks for one row more than <paramref name="limit"/>: it tells whether there is a next page.</summary>
    public ListQuery OrderBy(string order, int limit)
    {
        _tail = string.Create(CultureInfo.InvariantCulture, $" ORDER BY {order} LIMIT {limit + 1}");
        return this;
    }

    public SqliteStatement Prepare(SqliteDatabase database)
    {
        SqliteStatement statement = database.Prepare(select + _where + _tail);
        for (int i = 0; i < _values.Count; i++)
        {
            if (_values[i] is long number) statement.Bind(i + 1, number);
            else statement.BindText(i + 1, (string)_values[i]);
        }

        return statement;
    }
}
