import {Controller, DynamicModule, Get, Module} from '@nestjs/common';

@Controller('audit')
class AuditController {
  @Get('lines')
  lines() {}
}

@Module({})
export class AuditModule {
  static forRoot(options: {path: string}): DynamicModule {
    return {module: AuditModule, controllers: [AuditController], providers: [{provide: 'AUDIT', useValue: options}]};
  }
}
