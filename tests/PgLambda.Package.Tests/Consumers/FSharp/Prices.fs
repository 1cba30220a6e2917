namespace Prices

open System.Threading.Tasks
open PgLambda

type IPrices =
    [<LambdaFunction("price-order")>]
    abstract PriceAsync: quantity: int -> Task<decimal>
