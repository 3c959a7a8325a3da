import {Module} from '@nestjs/common';
import {ReadOnlyController, RemovableController} from './base';
import {Action, List, Resource} from './decorators';

class Note {}

@Resource('invoices')
class InvoicesController extends ReadOnlyController {
  @List()
  list() {}

  @Action('send')
  send() {}

  // Overridden without a decorator: Nest no longer sees a route.
  override count() {}
}

@Resource('payments')
class PaymentsController extends ReadOnlyController {}

@Resource('notes')
class NotesController extends RemovableController(Note) {}

@Module({controllers: [InvoicesController, PaymentsController, NotesController]})
export class AppModule {}
