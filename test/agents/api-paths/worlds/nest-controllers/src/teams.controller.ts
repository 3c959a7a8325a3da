import {Body, Controller, Delete, Get, Options, Param, Patch, Post, Put, Search} from '@nestjs/common';
import {TEAMS, MemberPath} from './paths';

@Controller(TEAMS)
export class TeamsController {
  @Get(['/', 'all'])
  list() {}

  @Post()
  create(@Body() body: unknown) {
    return body;
  }

  @Get(':id')
  one(@Param('id') id: string) {
    return id;
  }

  @Put(`:id/${'name'}`)
  rename() {}

  @Patch('/:id/')
  change() {}

  @Delete(':id')
  remove() {}

  @Options(':id')
  options() {}

  @Search('find')
  find() {}

  @Get('files/*path')
  files() {}
}

@Controller({path: ['squads', 'crews'], host: 'teams.example.com'})
export class TeamMembersController {
  @Get(MemberPath.List)
  list() {}

  @Get(MemberPath.One)
  one() {}
}
