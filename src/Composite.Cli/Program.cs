using System.Text;
using Composite.Cli.Commands;
using Composite.Cli.Screens;

Console.OutputEncoding = Encoding.UTF8;
return await OperatorTool.RunAsync(args, Surroundings.OfProcess());
