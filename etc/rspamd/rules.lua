-- The rules of our filter, all of them. Each refuses by name, with words that the sender reads and the trace keeps; the word in
-- brackets at their end is the stable cause.
require "global_functions"()
config['regexp'] = {}
rspamd_maps = {}

local endings = {}
for line in io.lines('@VM_CONF@/rspamd/attachments.txt') do
  local ending = line:match('^(%w+)%s*$')
  if ending then
    endings[ending:lower()] = true
  end
end

-- Programs attached to a message: the names that mail programs start at a click.
rspamd_config:register_symbol({
  name = 'PROGRAM_ATTACHED',
  type = 'prefilter',
  score = 0.0,
  callback = function(task)
    for _, part in ipairs(task:get_parts() or {}) do
      local ending = (part:get_filename() or ''):match('%.(%w+)[%s%.]*$')
      if ending and endings[ending:lower()] then
        task:insert_result('PROGRAM_ATTACHED', 1.0, ending:lower())
        task:set_pre_result({
          action = 'reject',
          module = 'vaguemestre',
          message = 'MSSante: piece jointe executable (.' .. ending:lower()
              .. ') refusee / executable attachment refused (program-attached)',
        })
        return
      end
    end
  end,
})
