Imports System.Threading.Tasks
Imports PgLambda

Public Interface IPrices
    <LambdaFunction("price-order")>
    Function PriceAsync(quantity As Integer) As Task(Of Decimal)
End Interface
