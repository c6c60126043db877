"""Reports on paper. How any report is offered in every format, over HTTP and on the command line:

1. Make its table: an async function that takes `Asked` (the parameters, read and checked) and returns a `Table`
   (domain/papers/table.py). It asks the counters through `reports.ask(lambda reader: ...)`, or any store of its own.
2. Offer it, in the bootstrap module of your area (Sources is in bootstrap/sources.py):

       def form06_papers(sources: Sources) -> tuple[Paper, ...]:
           async def answer(asked: Asked) -> Table:
               return await sources.reports.ask(lambda reader: form06(reader, asked.period, asked.words("agency")))

           return (Paper("form06", Text("Biểu số 06", "Form 06"), (FROM, TO, AGENCY), answer),)

   Parameters that are shared (FROM, TO, AGENCY, PROCEDURE, FIELD, TAG) and own ones (`Parameter(...)`) are in
   domain/papers/asking.py; one that nobody declared is refused, and so is a value that is not written as declared.
3. Add the function to `_SHELVES` in bootstrap/papers.py.

That gives GET /v1/reports/form06 (?format=json|csv|xlsx|html or Accept; ?lang=vi|en or Accept-Language; pages of JSON
by ?limit=&cursor=; ETag and 304; never older than a few seconds), `lienthong stats print form06 --from --to`, a place
in `lienthong stats papers`, and closing: a period of any report that has `from` and `to`, or `week`, can be frozen
with a digest.
"""
