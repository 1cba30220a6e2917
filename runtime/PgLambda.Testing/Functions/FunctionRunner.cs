using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PgLambda.Testing;

/// <summary>What one run of a function gave.</summary>
internal sealed record RunResult
{
    public ReadOnlyMemory<byte> Payload { get; init; }
    public string? Log { get; init; }

    /// <summary>Null when the function succeeded, else <c>Handled</c> or <c>Unhandled</c>.</summary>
    public string? ErrorKind { get; init; }
    public string ErrorDetails { get; init; } = "";

    /// <summary>The connection is to be closed instead of an answer.</summary>
    public bool Dropped { get; init; }
}

/// <summary>Runs a handler once, with its log, and turns whatever it throws into what Lambda makes of it.</summary>
internal sealed class FunctionRunner(StandInGuesses guesses)
{
    /// <exception cref="OperationCanceledException">The call was given up, and the handler ended for that.</exception>
    public async Task<RunResult> RunAsync(RecordedCall record, LambdaHandler handler, LambdaFault? fault, CancellationToken cancellationToken)
    {
        var attempt = record.StartAttempt();
        var log = new TailLog(record.RequestId, record.ExecutedVersion ?? FunctionReference.Latest);
        var started = Stopwatch.GetTimestamp();
        var result = await RunAsync(new LambdaCall(record, attempt, log, cancellationToken), handler, fault, log).ConfigureAwait(false);
        return record.LogType == LocalLogType.Tail ? result with { Log = log.Close(Stopwatch.GetElapsedTime(started)) } : result;
    }

    private async Task<RunResult> RunAsync(LambdaCall call, LambdaHandler handler, LambdaFault? fault, TailLog log)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Handled or FaultKind.Unhandled:
                return Failed(fault.Kind.ToString(), FunctionErrorJson.Of(fault.Text!, fault.ErrorType!, fault.Kind == FaultKind.Unhandled ? [] : null), log);
            case FaultKind.InvalidResponse:
                return new RunResult { Payload = Encoding.UTF8.GetBytes(fault.Text!) };
            case FaultKind.Delay:
                await Task.Delay(fault.DelayTime, call.CancellationToken).ConfigureAwait(false);
                break;
        }
        try
        {
            var payload = await handler(call).ConfigureAwait(false);
            if (payload.Length > guesses.ResponseLimit)
            {
                return Failed("Unhandled", FunctionErrorJson.Of(
                    StandInGuesses.Fill(guesses.ResponseTooLarge, guesses.ResponseLimit.ToString(CultureInfo.InvariantCulture)), "Function.ResponseSizeTooLarge", null), log);
            }
            return new RunResult { Payload = payload, Dropped = fault?.Kind == FaultKind.DropAfter };
        }
        catch (OperationCanceledException) when (call.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (LambdaHandledErrorException error)
        {
            return Failed("Handled", FunctionErrorJson.Of(error.Message, error.ErrorType, null), log);
        }
        catch (Exception error)
        {
            return Failed("Unhandled", FunctionErrorJson.Of(error), log);
        }
    }

    private static RunResult Failed(string kind, string details, TailLog log)
    {
        log.Write(details);
        return new RunResult { ErrorKind = kind, ErrorDetails = details };
    }
}
