# What browsers get of the explorer. Its modules work as they are; where npm is there, esbuild makes one file of them,
# and one of the chart with D3's modules. A release carries both in web/dist and needs no npm. Without either the server
# is built all the same, and the explorer says that its chart is missing.
#
# Gives explorer_assets, a list of `/path=file` to build into the program.

set(BROADSHEET_WEB AUTO CACHE STRING "Bundle the explorer and its chart by npm: ON, OFF, or AUTO, where it can be done")
set_property(CACHE BROADSHEET_WEB PROPERTY STRINGS AUTO ON OFF)

set(explorer_source ${CMAKE_CURRENT_LIST_DIR})
set(explorer_build ${CMAKE_CURRENT_BINARY_DIR}/web)
set(explorer_assets /explore.html=${explorer_source}/explorer/explore.html /explore.css=${explorer_source}/explore.css)

# Installs what package-lock.json says, into the build folder, once for each state of that file. This is done when
# configuring, not when building, so that a machine that cannot reach a registry is known in time.
function(install_web_packages found)
  find_program(NPM_PROGRAM npm)
  find_program(NODE_PROGRAM node)
  set(${found} FALSE PARENT_SCOPE)
  if(NOT NPM_PROGRAM OR NOT NODE_PROGRAM)
    return()
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${explorer_source}/package-lock.json)
  file(SHA256 ${explorer_source}/package-lock.json wanted)
  set(there "")
  if(EXISTS ${explorer_build}/installed)
    file(READ ${explorer_build}/installed there)
  endif()
  if(NOT there STREQUAL wanted)
    message(STATUS "Installing the packages of web/package-lock.json")
    file(COPY ${explorer_source}/package.json ${explorer_source}/package-lock.json DESTINATION ${explorer_build})
    execute_process(COMMAND ${NPM_PROGRAM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
                    WORKING_DIRECTORY ${explorer_build} TIMEOUT 180 RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE error)
    if(NOT result EQUAL 0)
      message(STATUS "npm could not install them: ${error}")
      return()
    endif()
    file(WRITE ${explorer_build}/installed ${wanted})
  endif()
  set(${found} TRUE PARENT_SCOPE)
endfunction()

set(web_packages FALSE)
if(BROADSHEET_WEB AND NOT EXISTS ${explorer_source}/dist/chart.js)
  install_web_packages(web_packages)
  if(NOT web_packages AND NOT BROADSHEET_WEB STREQUAL AUTO)
    message(FATAL_ERROR "BROADSHEET_WEB is ON, but node, npm or the packages of web/package-lock.json are missing")
  endif()
endif()

if(EXISTS ${explorer_source}/dist/chart.js)
  list(APPEND explorer_assets /explore.js=${explorer_source}/dist/explore.js /chart.js=${explorer_source}/dist/chart.js)
elseif(web_packages)
  file(GLOB modules CONFIGURE_DEPENDS ${explorer_source}/explorer/*.js)
  set(esbuild ${CMAKE_COMMAND} -E env NODE_PATH=${explorer_build}/node_modules ${NODE_PROGRAM} ${explorer_build}/node_modules/esbuild/bin/esbuild
              --bundle --minify --format=esm --target=es2022 --legal-comments=eof --log-level=warning)
  add_custom_command(OUTPUT ${explorer_build}/dist/explore.js DEPENDS ${modules} ${explorer_build}/installed VERBATIM
                     COMMAND ${esbuild} ${explorer_source}/explorer/explore.js --external:/chart.js --outfile=${explorer_build}/dist/explore.js)
  add_custom_command(OUTPUT ${explorer_build}/dist/chart.js DEPENDS ${explorer_source}/chart/chart.js ${explorer_source}/chart/notice.js ${explorer_build}/installed VERBATIM
                     COMMAND ${esbuild} ${explorer_source}/chart/chart.js --outfile=${explorer_build}/dist/chart.js)
  set(explorer_made ${explorer_build}/dist/explore.js ${explorer_build}/dist/chart.js)
  # For a release: cmake --build … --target web_dist
  add_custom_target(web_dist DEPENDS ${explorer_made} VERBATIM
                    COMMAND ${CMAKE_COMMAND} -E copy_directory ${explorer_build}/dist ${explorer_source}/dist)
  list(APPEND explorer_assets /explore.js=${explorer_build}/dist/explore.js /chart.js=${explorer_build}/dist/chart.js)
else()
  message(STATUS "The explorer's chart will be missing: no web/dist, and BROADSHEET_WEB is ${BROADSHEET_WEB}")
  file(GLOB modules CONFIGURE_DEPENDS RELATIVE ${explorer_source}/explorer ${explorer_source}/explorer/*.js)
  list(APPEND explorer_assets /explore.js=${explorer_source}/explorer/unbundled/explore.js)
  foreach(module IN LISTS modules)
    list(APPEND explorer_assets /explorer/${module}=${explorer_source}/explorer/${module})
  endforeach()
endif()
